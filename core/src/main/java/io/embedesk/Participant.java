package io.embedesk;

import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;

/**
 * Somebody beside the contact.
 *
 * @param mailbox who; identity is the address alone
 * @param state what an agent said of them
 */
public record Participant(Mailbox mailbox, State state) {
    /** What an agent said of somebody who appeared in a ticket's mail. */
    public enum State {
        /** Nothing yet: a copy of a mail went to them, or they wrote to the ticket. They get nothing and see nothing. */
        SUGGESTED,
        /** They take part: replies go to them as copies, and what they write is in the thread for everyone. */
        ACCEPTED,
        /** They do not: what they write stays with the agents. */
        REFUSED
    }

    /**
     * Whether this is that person.
     *
     * @param address an address
     * @return whether it is the same
     */
    public boolean is(EmailAddress address) {
        return mailbox.address().sameAs(address);
    }
}
