package io.embedesk;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of tickets to ask for.
 *
 * @param filter which tickets
 * @param sort in which order
 * @param limit how many at the most, 1 to 200
 * @param after the {@link TicketPage#next()} of the page before, or null for the first page
 */
public record TicketQuery(
        TicketFilter filter,
        TicketSort sort,
        int limit,
        @Nullable String after) {
    /** How many tickets a page has unless another number is asked for. */
    public static final int DEFAULT_LIMIT = 50;

    private static final int MAX_LIMIT = 200;

    // Refuses a page that is empty or too large.
    public TicketQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidInputException("limit", limit + " must be 1 to " + MAX_LIMIT);
        }
    }

    /**
     * The first page of those tickets, newest first.
     *
     * @param filter which tickets
     * @return the query
     */
    public static TicketQuery of(TicketFilter filter) {
        return new TicketQuery(filter, TicketSort.NEWEST, DEFAULT_LIMIT, null);
    }

    /**
     * Another order.
     *
     * @param order the order; a cursor is good only for the order that it came from
     * @return a changed copy
     */
    public TicketQuery sort(TicketSort order) {
        return new TicketQuery(filter, order, limit, after);
    }

    /**
     * Another size of page.
     *
     * @param tickets how many at the most
     * @return a changed copy
     */
    public TicketQuery limit(int tickets) {
        return new TicketQuery(filter, sort, tickets, after);
    }

    /**
     * The page after another.
     *
     * @param cursor from {@link TicketPage#next()}; opaque, and safe in a URL; null for the first page
     * @return a changed copy
     */
    public TicketQuery after(@Nullable String cursor) {
        return new TicketQuery(filter, sort, limit, cursor);
    }

    /** {@return the cursor, if this is not the first page} */
    public Optional<String> cursor() {
        return Optional.ofNullable(after);
    }
}
