package io.embedesk.examples.helpdesk;

import io.embedesk.Priority;
import io.embedesk.Status;
import io.embedesk.StatusCounts;
import io.embedesk.TicketFilter;
import io.embedesk.TicketPage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The list as a page shows it: everything that makes it is in its URL.
 *
 * @param status only these, or null for all
 * @param priority only these, or null for all
 * @param page the tickets
 * @param counts what the buttons show, under the same priority
 * @param now when it was read
 */
public record TicketList(
        @Nullable Status status, @Nullable Priority priority, TicketPage page, StatusCounts counts, Instant now) {
    static TicketFilter filter(@Nullable Status status, @Nullable Priority priority) {
        TicketFilter filter = TicketFilter.ALL;
        if (status != null) {
            filter = filter.status(status);
        }
        return priority == null ? filter : filter.priority(priority);
    }

    /** {@return whether a filter is what makes the list empty} */
    public boolean isFiltered() {
        return status != null || priority != null;
    }

    /** {@return the same list with another status} */
    public String url(@Nullable Status other) {
        return url(other, null);
    }

    /** {@return the page after this one} */
    public String older(String cursor) {
        return url(status, cursor);
    }

    private String url(@Nullable Status status, @Nullable String cursor) {
        UriComponentsBuilder url = UriComponentsBuilder.fromPath("/tickets");
        if (status != null) {
            url.queryParam("status", Show.parameter(status));
        }
        if (priority != null) {
            url.queryParam("priority", Show.parameter(priority));
        }
        if (cursor != null) {
            url.queryParam("after", cursor);
        }
        return url.encode().toUriString();
    }
}
