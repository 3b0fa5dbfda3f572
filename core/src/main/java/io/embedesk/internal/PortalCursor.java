package io.embedesk.internal;

import io.embedesk.InvalidInputException;
import io.embedesk.Priority;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.spi.PagePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A place in a customer's list: creation and id, for an agent's cursor also has what no customer is told. */
final class PortalCursor {
    private PortalCursor() {}

    static String after(Ticket last) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, last.createdAt()), 36) + "-" + last.id();
    }

    static PagePosition read(String cursor) {
        int dash = cursor.indexOf('-');
        try {
            Instant at = Instant.EPOCH.plus(
                    Long.parseLong(dash < 0 ? "" : cursor.substring(0, dash), 36), ChronoUnit.MICROS);
            TicketId id = TicketId.parse(cursor.substring(dash + 1)).orElseThrow(IllegalArgumentException::new);
            return new PagePosition(Priority.MEDIUM, at, at, id);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new InvalidInputException(
                    "after",
                    "'" + Texts.shown(cursor) + "' is not a cursor of this list; pass PortalPage.next(), or nothing to"
                            + " begin");
        }
    }
}
