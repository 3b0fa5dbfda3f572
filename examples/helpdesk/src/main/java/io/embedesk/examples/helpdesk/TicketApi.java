package io.embedesk.examples.helpdesk;

import io.embedesk.Actor;
import io.embedesk.AttachmentDownload;
import io.embedesk.AttachmentId;
import io.embedesk.Desk;
import io.embedesk.EntryId;
import io.embedesk.NewTicket;
import io.embedesk.NoteDraft;
import io.embedesk.Priority;
import io.embedesk.ReplyDraft;
import io.embedesk.ReplyResult;
import io.embedesk.Source;
import io.embedesk.Status;
import io.embedesk.StatusCounts;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketId;
import io.embedesk.TicketPage;
import io.embedesk.TicketQuery;
import io.embedesk.TicketService;
import io.embedesk.TicketSort;
import io.embedesk.examples.helpdesk.ApiViews.CountsView;
import io.embedesk.examples.helpdesk.ApiViews.EntryView;
import io.embedesk.examples.helpdesk.ApiViews.EventView;
import io.embedesk.examples.helpdesk.ApiViews.PageView;
import io.embedesk.examples.helpdesk.ApiViews.ReplyView;
import io.embedesk.examples.helpdesk.ApiViews.TicketView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tickets as JSON, for hosts with a front end of their own and for other programs: what the pages can do. {@code openapi.json} describes
 * it, and a test holds that against this class.
 */
@RestController
@RequestMapping("/api/v1/tickets")
class TicketApi {
    private final TicketService tickets;
    private final Agents agents;

    TicketApi(Desk desk, Agents agents) {
        this.tickets = desk.tickets();
        this.agents = agents;
    }

    record OpenRequest(
            @Nullable String id,
            @Nullable String subject,
            @Nullable String description,
            @Nullable Priority priority,
            @Nullable String assignee,
            @Nullable String contactName,
            @Nullable String contactEmail,
            @Nullable List<String> tags) {}

    record ChangeRequest(
            @Nullable Status status,
            @Nullable Priority priority,
            @Nullable String assignee,
            @Nullable String subject,
            @Nullable String description,
            @Nullable String contactName,
            @Nullable String contactEmail,
            @Nullable List<String> addTags,
            @Nullable List<String> removeTags) {
        TicketChange change() {
            List<TicketChange> changes = new ArrayList<>();
            Optional.ofNullable(status).map(TicketChange::status).ifPresent(changes::add);
            Optional.ofNullable(priority).map(TicketChange::priority).ifPresent(changes::add);
            Optional.ofNullable(assignee)
                    .map(agent -> agent.isEmpty() ? TicketChange.unassigned() : TicketChange.assignee(agent))
                    .ifPresent(changes::add);
            Optional.ofNullable(subject).map(TicketChange::subject).ifPresent(changes::add);
            Optional.ofNullable(description).map(TicketChange::description).ifPresent(changes::add);
            if (contactName != null || contactEmail != null) {
                changes.add(TicketChange.contact(contactName, contactEmail));
            }
            Optional.ofNullable(addTags)
                    .map(tags -> TicketChange.addTags(tags.toArray(new String[0])))
                    .ifPresent(changes::add);
            Optional.ofNullable(removeTags)
                    .map(tags -> TicketChange.removeTags(tags.toArray(new String[0])))
                    .ifPresent(changes::add);
            return SidebarForm.together(changes);
        }
    }

    record WriteRequest(
            @Nullable String id,
            @Nullable String text,
            @Nullable String lastSeen) {
        EntryId entry() {
            return id == null ? EntryId.mint() : new EntryId(id);
        }

        String words() {
            return orEmpty(text);
        }
    }

    record MergeRequest(@Nullable String into) {}

    private Actor.Staff me(HttpServletRequest request) {
        return agents.current(request).actor();
    }

    @GetMapping
    PageView list(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable Status status,
            @RequestParam(required = false) @Nullable Priority priority,
            @RequestParam(defaultValue = "") String assignee,
            @RequestParam(defaultValue = "") String tag,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "NEWEST") TicketSort sort,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String after) {
        TicketPage page = tickets.list(
                me(request),
                TicketQuery.of(TicketList.filter(status, priority, assignee, tag, q))
                        .sort(sort)
                        .limit(limit)
                        .after(after));
        return new PageView(
                page.tickets().stream().map(TicketView::of).toList(),
                page.next().orElse(null));
    }

    @GetMapping("/counts")
    CountsView counts(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable Priority priority,
            @RequestParam(defaultValue = "") String assignee,
            @RequestParam(defaultValue = "") String tag,
            @RequestParam(defaultValue = "") String q) {
        StatusCounts counts = tickets.counts(me(request), TicketList.filter(null, priority, assignee, tag, q));
        return new CountsView(counts.all(), counts.byStatus(), counts.capped());
    }

    @PostMapping
    ResponseEntity<TicketView> open(@RequestBody OpenRequest body, HttpServletRequest request) {
        NewTicket draft = new NewTicket(
                body.id() == null ? TicketId.mint() : new TicketId(body.id()),
                orEmpty(body.subject()),
                orEmpty(body.description()),
                body.priority() == null ? Priority.MEDIUM : body.priority(),
                body.assignee(),
                orEmpty(body.contactName()),
                orEmpty(body.contactEmail()),
                body.tags() == null ? List.of() : body.tags(),
                Source.API,
                null);
        Ticket ticket = tickets.open(me(request), draft);
        return ResponseEntity.created(URI.create("/api/v1/tickets/" + ticket.id()))
                .eTag(version(ticket))
                .body(TicketView.of(ticket));
    }

    @GetMapping("/{id}")
    ResponseEntity<TicketView> find(@PathVariable TicketId id, HttpServletRequest request) {
        Ticket ticket = tickets.thread(me(request), id).ticket();
        return ResponseEntity.ok().eTag(version(ticket)).body(TicketView.of(ticket));
    }

    /** With {@code If-Match}, only if nobody changed it meanwhile. */
    @PatchMapping("/{id}")
    ResponseEntity<TicketView> change(
            @PathVariable TicketId id,
            @RequestBody ChangeRequest body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String expected,
            HttpServletRequest request) {
        TicketChange change = body.change();
        if (expected != null && !expected.equals("*")) {
            change = change.ifVersion(ApiProblems.version(expected));
        }
        Ticket ticket = tickets.change(me(request), id, change);
        return ResponseEntity.ok().eTag(version(ticket)).body(TicketView.of(ticket));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable TicketId id, HttpServletRequest request) {
        tickets.delete(me(request), id);
    }

    @GetMapping("/{id}/entries")
    List<EntryView> entries(@PathVariable TicketId id, HttpServletRequest request) {
        return EntryView.of(tickets.thread(me(request), id));
    }

    @PostMapping("/{id}/replies")
    @ResponseStatus(HttpStatus.CREATED)
    ReplyView reply(@PathVariable TicketId id, @RequestBody WriteRequest body, HttpServletRequest request) {
        ReplyDraft draft = ReplyDraft.text(body.words()).id(body.entry());
        ReplyResult result = tickets.reply(
                me(request), id, body.lastSeen() == null ? draft : draft.ifLastSeen(new EntryId(body.lastSeen())));
        return ReplyView.of(result);
    }

    @PostMapping("/{id}/notes")
    @ResponseStatus(HttpStatus.CREATED)
    EntryView note(@PathVariable TicketId id, @RequestBody WriteRequest body, HttpServletRequest request) {
        return EntryView.of(
                tickets.note(me(request), id, NoteDraft.text(body.words()).id(body.entry())), null);
    }

    @PostMapping("/{id}/merge")
    TicketView merge(@PathVariable TicketId id, @RequestBody MergeRequest body, HttpServletRequest request) {
        return TicketView.of(tickets.merge(me(request), id, new TicketId(orEmpty(body.into()))));
    }

    @GetMapping("/{id}/history")
    List<EventView> history(@PathVariable TicketId id, HttpServletRequest request) {
        return tickets.history(me(request), id).stream().map(EventView::of).toList();
    }

    @GetMapping("/{id}/attachments/{attachment}")
    void attachment(
            @PathVariable TicketId id,
            @PathVariable AttachmentId attachment,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Optional<AttachmentDownload> found = tickets.attachment(me(request), id, attachment);
        if (found.isEmpty()) {
            response.sendError(HttpStatus.NOT_FOUND.value());
            return;
        }
        try (AttachmentDownload download = found.get()) {
            Download.send(download, response);
        }
    }

    private static String version(Ticket ticket) {
        return "\"" + ticket.version() + "\"";
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
