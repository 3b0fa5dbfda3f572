package io.embedesk;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param tickets newest first
 * @param nextCursor what to ask the following page with, or null when there is none
 */
public record TicketPage(List<Ticket> tickets, @Nullable String nextCursor) {
    public TicketPage {
        tickets = List.copyOf(tickets);
    }

    /** {@return the cursor of the following page, for {@link TicketQuery#after(String)}} */
    public Optional<String> next() {
        return Optional.ofNullable(nextCursor);
    }
}
