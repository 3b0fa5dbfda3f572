package io.embedesk.intake;

import io.embedesk.EntryId;
import io.embedesk.TicketId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a message.
 *
 * @param disposition the one place where it is now
 * @param ticket the ticket that has it, or null
 * @param entry its entry, or null when it made none
 * @param match what was known of its ticket, or null
 */
public record Outcome(
        Disposition disposition,
        @Nullable TicketId ticket,
        @Nullable EntryId entry,
        @Nullable Match match) {
    /** The places where a message can end. */
    public enum Disposition {
        /** In a ticket's thread, for everyone. */
        APPENDED,
        /** In a new ticket. */
        OPENED,
        /** In a ticket's thread, for agents only, until one of them has looked. */
        HELD,
        /** It was there already. */
        DUPLICATE,
        /** A program's answer: for agents only, or noted and left. */
        AUTOMATIC,
        /** A report on a mail: the state of that mail has it. */
        BOUNCE,
        /** The desk's own mail: noted and left. */
        LOOP
    }

    /** {@return the ticket that has it} */
    public Optional<TicketId> ticketId() {
        return Optional.ofNullable(ticket);
    }

    /** {@return its entry} */
    public Optional<EntryId> entryId() {
        return Optional.ofNullable(entry);
    }

    /** {@return what was known of its ticket} */
    public Optional<Match> matched() {
        return Optional.ofNullable(match);
    }
}
