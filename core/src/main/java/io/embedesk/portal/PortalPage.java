package io.embedesk.portal;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of a customer's tickets.
 *
 * @param tickets newest first
 * @param nextCursor what to ask the following page with, or null when there is none
 */
public record PortalPage(
        List<PortalTicket> tickets, @Nullable String nextCursor) {
    public PortalPage {
        tickets = List.copyOf(tickets);
    }

    /** {@return the cursor of the following page; opaque, and safe in a URL} */
    public Optional<String> next() {
        return Optional.ofNullable(nextCursor);
    }
}
