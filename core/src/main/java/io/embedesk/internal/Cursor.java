package io.embedesk.internal;

import io.embedesk.InvalidInputException;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.spi.PagePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The opaque form of a {@link PagePosition}: microseconds in base 36, a dash, the ticket's id. Safe in a URL as it is. */
final class Cursor {
    private Cursor() {}

    static String after(Ticket last) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, last.createdAt());
        return Long.toString(micros, 36) + "-" + last.id();
    }

    static PagePosition read(String cursor) {
        int dash = cursor.lastIndexOf('-');
        try {
            long micros = Long.parseLong(cursor.substring(0, Math.max(dash, 0)), 36);
            return new PagePosition(
                    Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
                    TicketId.parse(cursor.substring(dash + 1)).orElseThrow(NumberFormatException::new));
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            throw new InvalidInputException(
                    "after",
                    "'" + Texts.shown(cursor) + "' is not a cursor; pass TicketPage.next(), or nothing to begin");
        }
    }
}
