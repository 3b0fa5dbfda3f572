package io.embedesk.examples.helpdesk;

import io.embedesk.Desk;
import io.embedesk.EmbedeskException;
import io.embedesk.InvalidInputException;
import io.embedesk.NewTicket;
import io.embedesk.Priority;
import io.embedesk.ReplyDraft;
import io.embedesk.ReplyResult;
import io.embedesk.Source;
import io.embedesk.StaleThreadException;
import io.embedesk.Ticket;
import io.embedesk.TicketConflictException;
import io.embedesk.TicketId;
import io.embedesk.TicketNotFoundException;
import io.embedesk.TicketService;
import io.embedesk.email.EmailDelivery;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Tickets as JSON, for other programs of the host. */
@RestController
@RequestMapping("/api/tickets")
class TicketApi {
    private final TicketService tickets;
    private final Agents agents;

    TicketApi(Desk desk, Agents agents) {
        this.tickets = desk.tickets();
        this.agents = agents;
    }

    record OpenRequest(
            @Nullable String subject,
            @Nullable String description,
            @Nullable Priority priority,
            @Nullable String contactName,
            @Nullable String contactEmail) {}

    record ReplyRequest(@Nullable String text) {}

    record TicketView(
            String id,
            long number,
            String subject,
            String status,
            String priority,
            @Nullable String assignee,
            Instant createdAt) {
        static TicketView of(Ticket ticket) {
            return new TicketView(
                    ticket.id().value(),
                    ticket.number(),
                    ticket.subject(),
                    ticket.status().name(),
                    ticket.priority().name(),
                    ticket.assignee().orElse(null),
                    ticket.createdAt());
        }
    }

    record ReplyView(
            String id,
            long seq,
            boolean emailSkipped,
            @Nullable String emailSkippedReason,
            TicketView ticket) {
        static ReplyView of(ReplyResult result) {
            return new ReplyView(
                    result.entry().id().value(),
                    result.entry().seq(),
                    result.emailSkipped(),
                    result.delivery()
                            .skipped()
                            .map(EmailDelivery.SkipReason::name)
                            .orElse(null),
                    TicketView.of(result.ticket()));
        }
    }

    record Problem(String code, @Nullable String message, List<InvalidInputException.Violation> violations) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    TicketView open(@RequestBody OpenRequest body, HttpServletRequest request) {
        NewTicket draft = NewTicket.subject(orEmpty(body.subject()))
                .description(orEmpty(body.description()))
                .contactName(orEmpty(body.contactName()))
                .contact(orEmpty(body.contactEmail()))
                .source(Source.API);
        if (body.priority() != null) {
            draft = draft.priority(body.priority());
        }
        return TicketView.of(tickets.open(agents.current(request).actor(), draft));
    }

    @GetMapping("/{id}")
    ResponseEntity<TicketView> find(@PathVariable TicketId id, HttpServletRequest request) {
        return ResponseEntity.of(
                tickets.find(agents.current(request).actor(), id).map(TicketView::of));
    }

    @PostMapping("/{id}/replies")
    @ResponseStatus(HttpStatus.CREATED)
    ReplyView reply(@PathVariable TicketId id, @RequestBody ReplyRequest body, HttpServletRequest request) {
        ReplyDraft draft = ReplyDraft.text(orEmpty(body.text()));
        return ReplyView.of(tickets.reply(agents.current(request).actor(), id, draft));
    }

    /** An id of another shape is the id of no ticket. */
    @ExceptionHandler
    ResponseEntity<Problem> notThere(MethodArgumentTypeMismatchException e) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .body(new Problem("EMB-1002", "'" + e.getValue() + "' is not the id of a ticket", List.of()));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    @ExceptionHandler
    ResponseEntity<Problem> refused(EmbedeskException e) {
        HttpStatus status = HttpStatus.INTERNAL_SERVER_ERROR;
        List<InvalidInputException.Violation> violations = List.of();
        if (e instanceof InvalidInputException invalid) {
            status = HttpStatus.UNPROCESSABLE_CONTENT;
            violations = invalid.violations();
        } else if (e instanceof TicketNotFoundException) {
            status = HttpStatus.NOT_FOUND;
        } else if (e instanceof StaleThreadException || e instanceof TicketConflictException) {
            status = HttpStatus.CONFLICT;
        }
        return ResponseEntity.status(status).body(new Problem(e.code(), e.getMessage(), violations));
    }
}
