package io.embedesk.intake;

import io.embedesk.EntryId;
import io.embedesk.TicketId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ticket that a mail belongs to, and how sure that is.
 *
 * @param ticket the ticket
 * @param entry the entry that it answers, or null when only the ticket is known
 * @param strategy which strategy found it first
 * @param strength whether anything proves it
 */
public record Match(TicketId ticket, @Nullable EntryId entry, Strategy strategy, Strength strength) {
    /** The four strategies, in their order. */
    public enum Strategy {
        /** A recipient is the ticket's reply address. */
        REPLY_ADDRESS,
        /** In-Reply-To is the ticket's thread id. */
        THREAD_ID,
        /** In-Reply-To is a mail of the thread. */
        IN_REPLY_TO,
        /** References has a mail of the thread; the nearest ancestor counts. */
        REFERENCES
    }

    /** How sure a match is. */
    public enum Strength {
        /** By a signed address, or a Message-ID that the desk minted: the writer has had a mail of this ticket. */
        PROVEN,
        /** By something that anybody could write: a bare address, somebody else's Message-ID. */
        CLAIMED
    }

    /** {@return the entry that the mail answers, if that is known} */
    public Optional<EntryId> answeredEntry() {
        return Optional.ofNullable(entry);
    }
}
