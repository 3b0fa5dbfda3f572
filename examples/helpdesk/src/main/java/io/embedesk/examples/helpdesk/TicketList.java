package io.embedesk.examples.helpdesk;

import io.embedesk.Priority;
import io.embedesk.Status;
import io.embedesk.StatusCounts;
import io.embedesk.TicketFilter;
import io.embedesk.TicketPage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The list as a page shows it: everything that makes it is in its URL.
 *
 * @param status only these, or null for all
 * @param priority only these, or null for all
 * @param assignee only this agent's, "none" for nobody's, or empty for all
 * @param tag only with this label, or empty for all
 * @param text only with these words, or empty for all
 * @param page the tickets
 * @param counts what the buttons show, under the same priority
 * @param now when it was read
 */
public record TicketList(
        @Nullable Status status,
        @Nullable Priority priority,
        String assignee,
        String tag,
        String text,
        TicketPage page,
        StatusCounts counts,
        Instant now) {
    static final String NOBODY = "none";

    static TicketFilter filter(
            @Nullable Status status, @Nullable Priority priority, String assignee, String tag, String text) {
        TicketFilter filter = TicketFilter.ALL;
        if (status != null) {
            filter = filter.status(status);
        }
        if (priority != null) {
            filter = filter.priority(priority);
        }
        if (assignee.equals(NOBODY)) {
            filter = filter.orUnassigned();
        } else if (!assignee.isEmpty()) {
            filter = filter.assignee(assignee);
        }
        if (!tag.isBlank()) {
            filter = filter.tag(tag.strip());
        }
        return text.isBlank() ? filter : filter.text(text.strip());
    }

    /** Only to this list, however it was filtered. */
    static String here(String back) {
        return back.startsWith("/tickets?") ? back : "/tickets";
    }

    /** {@return where this list is} */
    public String here() {
        return url(status, null);
    }

    /** {@return whether a filter is what makes the list empty} */
    public boolean isFiltered() {
        return status != null || priority != null || !assignee.isEmpty() || !tag.isEmpty() || !text.isEmpty();
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
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("assignee", assignee);
        typed.put("tag", tag);
        typed.put("q", text);
        typed.values().removeIf(String::isEmpty);
        typed.keySet().forEach(name -> url.queryParam(name, "{" + name + "}"));
        return url.encode().buildAndExpand(typed).toUriString();
    }
}
