package io.embedesk.spi;

import io.embedesk.Priority;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.TicketSort;
import java.time.Instant;
import java.util.Comparator;

/**
 * A place in a list of tickets: behind this one.
 *
 * @param priority its ticket's
 * @param createdAt its ticket's creation
 * @param updatedAt its ticket's last change
 * @param id its ticket
 */
public record PagePosition(Priority priority, Instant createdAt, Instant updatedAt, TicketId id) {
    private static final Comparator<PagePosition> OLDEST =
            Comparator.comparing(PagePosition::createdAt).thenComparing(PagePosition::id);
    private static final Comparator<PagePosition> LAST_ACTIVITY =
            Comparator.comparing(PagePosition::updatedAt).thenComparing(PagePosition::id);
    private static final Comparator<PagePosition> PRIORITY =
            Comparator.comparing(PagePosition::priority).thenComparing(OLDEST);

    /**
     * A ticket's place.
     *
     * @param ticket the ticket
     * @return its place in any list
     */
    public static PagePosition of(Ticket ticket) {
        return new PagePosition(ticket.priority(), ticket.createdAt(), ticket.updatedAt(), ticket.id());
    }

    /**
     * The definition of an order.
     *
     * @param sort which
     * @return the order; two different tickets are never at the same place
     */
    public static Comparator<PagePosition> order(TicketSort sort) {
        return switch (sort) {
            case NEWEST -> OLDEST.reversed();
            case OLDEST -> OLDEST;
            case LAST_ACTIVITY -> LAST_ACTIVITY.reversed();
            case PRIORITY -> PRIORITY.reversed();
        };
    }
}
