package io.embedesk.portal;

import io.embedesk.email.HeaderText;
import io.embedesk.email.MailWords;
import java.net.URI;

/** The words of the mail that has a {@linkplain MagicLinks magic link}. */
@FunctionalInterface
public interface LinkWords {
    /**
     * Says it.
     *
     * @param link the link
     * @return subject and text
     */
    MailWords of(URI link);

    /** {@return short English words} */
    static LinkWords english() {
        return link -> new MailWords(
                new HeaderText("Your link to our help center"),
                "With this link you can see your requests. It works once, within "
                        + MagicLinks.GOOD_FOR.toMinutes() + " minutes:\n\n" + link
                        + "\n\nIf you did not ask for it, you need not do anything.\n");
    }
}
