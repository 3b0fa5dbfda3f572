package io.embedesk.portal;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.email.EmailAddress;
import io.embedesk.internal.LinkMailing;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets a customer in who can read mail at an address. The link has 256 random bits, of which only a hash is stored; it works
 * once, for 20 minutes, and a newer one ends it. Nobody learns from the answer whether an address is known, or was asked for
 * too often. Safe for concurrent use.
 */
public final class MagicLinks {
    /** How long a link is good. */
    public static final Duration GOOD_FOR = Duration.ofMinutes(20);
    /** How many links one address gets within an hour. */
    public static final int MOST_PER_ADDRESS = 3;
    /** How many links one source may ask for within an hour. */
    public static final int MOST_PER_SOURCE = 10;

    private final LinkMailing mailing;

    private MagicLinks(LinkMailing mailing) {
        this.mailing = mailing;
    }

    /**
     * The links of a desk that sends mail.
     *
     * @param desk whose customers
     * @param page from a token to the page that offers to {@link #consume} it
     * @return the links, mailed with {@linkplain LinkWords#english() English words}
     */
    public static MagicLinks of(Desk desk, Function<String, URI> page) {
        return new MagicLinks(LinkMailing.of(desk, page, LinkWords.english()));
    }

    /**
     * Mails them with other words.
     *
     * @param words what the mail says
     * @return other links
     */
    public MagicLinks words(LinkWords words) {
        return new MagicLinks(mailing.words(words));
    }

    /**
     * Mails a link to whoever reads mail at an address. It returns the same way whatever becomes of it.
     *
     * @param address where to
     * @param source who asks, such as an IP address; kept only as a hash, and only for an hour
     */
    public void request(EmailAddress address, String source) {
        mailing.request(address, source);
    }

    /**
     * Uses a link up. To be called when a form is posted, not when a page is opened: mail scanners open every link before the
     * customer does.
     *
     * @param token what was in the link; anything
     * @return the customer, the first time and in time
     * @throws io.embedesk.ConfigurationException if it is called inside a transaction, whose end could bring the link back
     */
    public Optional<Actor.Customer> consume(String token) {
        return mailing.consume(token);
    }
}
