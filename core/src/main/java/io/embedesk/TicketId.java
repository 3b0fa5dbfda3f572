package io.embedesk;

import io.embedesk.internal.Crockford;
import io.embedesk.internal.Texts;
import java.time.Instant;
import java.util.Optional;

/**
 * The name of a ticket for machines: 26 lower-case Crockford base-32 characters (a ULID), 48 bits of time and 80 random
 * bits, so that it cannot be guessed. People say {@link Ticket#number()}.
 *
 * @param value the 26 characters
 */
public record TicketId(String value) implements Comparable<TicketId> {
    // Refuses everything that is not an id, so that no later code has to ask.
    public TicketId {
        if (!Crockford.isId(value)) {
            throw new InvalidInputException("ticketId", "'" + Texts.shown(value) + "' is not a ticket id");
        }
    }

    /** {@return a new id that nobody has} */
    public static TicketId mint() {
        return new TicketId(Crockford.ulid(Instant.now()));
    }

    /**
     * Reads an id that came from outside, such as a URL or a mail address, in either case.
     *
     * @param text anything
     * @return the id, or empty when the text is none
     */
    public static Optional<TicketId> parse(String text) {
        return Crockford.parseId(text).map(TicketId::new);
    }

    @Override
    public int compareTo(TicketId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
