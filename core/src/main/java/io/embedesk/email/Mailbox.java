package io.embedesk.email;

import io.embedesk.internal.Texts;
import org.jspecify.annotations.Nullable;

/**
 * A person at an address: {@code "Ann Example" <ann@example.org>}.
 *
 * @param name the display name, cleaned to one line of at most 255 characters; null when there is none
 * @param address the address; identity is this part alone, for anybody can write any name
 */
public record Mailbox(@Nullable String name, EmailAddress address) {
    // Cleans the name, so that it can stand in a header and on a page.
    public Mailbox {
        String clean = name == null ? "" : Texts.oneLine(name, Texts.NAME_LENGTH);
        name = clean.isEmpty() ? null : clean;
    }

    /**
     * An address without a name.
     *
     * @param address the address
     * @return the mailbox
     */
    public static Mailbox of(EmailAddress address) {
        return new Mailbox(null, address);
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "Mailbox[" + address.masked() + "]";
    }
}
