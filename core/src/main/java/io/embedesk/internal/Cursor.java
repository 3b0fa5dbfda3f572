package io.embedesk.internal;

import io.embedesk.InvalidInputException;
import io.embedesk.Priority;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.TicketSort;
import io.embedesk.spi.PagePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The opaque form of a {@link PagePosition}: order, priority, two times in microseconds in base 36, the ticket's id, separated
 * by dashes. Safe in a URL as it is.
 */
final class Cursor {
    private Cursor() {}

    static String after(TicketSort sort, Ticket last) {
        return String.join(
                "-",
                sort.name(),
                last.priority().name(),
                micros(last.createdAt()),
                micros(last.updatedAt()),
                last.id().value());
    }

    private static String micros(Instant at) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at), 36);
    }

    static PagePosition read(TicketSort sort, String cursor) {
        String[] parts = cursor.split("-", -1);
        try {
            if (parts.length != 5 || !parts[0].equals(sort.name())) {
                throw new IllegalArgumentException();
            }
            return new PagePosition(
                    Priority.valueOf(parts[1]),
                    instant(parts[2]),
                    instant(parts[3]),
                    TicketId.parse(parts[4]).orElseThrow(IllegalArgumentException::new));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new InvalidInputException(
                    "after",
                    "'" + Texts.shown(cursor) + "' is not a cursor of this list; pass TicketPage.next(), or nothing to"
                            + " begin");
        }
    }

    private static Instant instant(String micros) {
        return Instant.EPOCH.plus(Long.parseLong(micros, 36), ChronoUnit.MICROS);
    }
}
