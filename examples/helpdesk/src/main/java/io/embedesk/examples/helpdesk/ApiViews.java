package io.embedesk.examples.helpdesk;

import io.embedesk.AgentReply;
import io.embedesk.Attachment;
import io.embedesk.CustomerMessage;
import io.embedesk.EntryId;
import io.embedesk.InternalNote;
import io.embedesk.Priority;
import io.embedesk.ReplyResult;
import io.embedesk.Status;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketThread;
import io.embedesk.email.EmailDelivery;
import io.embedesk.event.TicketEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the JSON API shows: the domain's words, and no more than its clients may rely on. */
final class ApiViews {
    private ApiViews() {}

    record PageView(List<TicketView> items, @Nullable String next) {}

    record CountsView(long all, Map<Status, Long> byStatus, boolean capped) {}

    record TicketView(
            String id,
            long number,
            long version,
            String subject,
            String description,
            Status status,
            Priority priority,
            @Nullable String assignee,
            @Nullable String contactName,
            @Nullable String contactEmail,
            Set<String> tags,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Instant resolvedAt) {
        static TicketView of(Ticket ticket) {
            return new TicketView(
                    ticket.id().value(),
                    ticket.number(),
                    ticket.version(),
                    ticket.subject(),
                    ticket.description(),
                    ticket.status(),
                    ticket.priority(),
                    ticket.assignee().orElse(null),
                    ticket.contact().name(),
                    ticket.contact().email() == null
                            ? null
                            : ticket.contact().email().value(),
                    ticket.tags(),
                    ticket.createdAt(),
                    ticket.updatedAt(),
                    ticket.resolvedAt().orElse(null));
        }
    }

    record FileView(String id, String fileName, String contentType, long sizeBytes) {
        static FileView of(Attachment file) {
            return new FileView(file.id().value(), file.fileName().value(), file.contentType(), file.sizeBytes());
        }
    }

    record EntryView(
            String id,
            long seq,
            String kind,
            String author,
            Instant createdAt,
            String text,
            @Nullable String quotedText,
            List<FileView> attachments,
            @Nullable String delivery) {
        static List<EntryView> of(TicketThread thread) {
            return thread.entries().stream()
                    .map(entry -> of(entry, thread.delivery(entry.id()).orElse(null)))
                    .toList();
        }

        static EntryView of(ThreadEntry entry, @Nullable EmailDelivery delivery) {
            return new EntryView(
                    entry.id().value(),
                    entry.seq(),
                    entry.<String>match(message -> "MESSAGE", reply -> "REPLY", note -> "NOTE"),
                    entry.<String>match(
                            (CustomerMessage message) ->
                                    message.from().address().value(),
                            AgentReply::agent,
                            InternalNote::agent),
                    entry.createdAt(),
                    entry.body().text(),
                    entry.body().quotedText(),
                    entry.attachments().stream().map(FileView::of).toList(),
                    delivery == null ? null : delivery.state().name());
        }
    }

    record ReplyView(
            EntryView entry, boolean emailSkipped, @Nullable String emailSkippedReason, TicketView ticket) {
        static ReplyView of(ReplyResult result) {
            return new ReplyView(
                    EntryView.of(result.entry(), result.delivery()),
                    result.emailSkipped(),
                    result.delivery()
                            .skipped()
                            .map(EmailDelivery.SkipReason::name)
                            .orElse(null),
                    TicketView.of(result.ticket()));
        }
    }

    record EventView(
            String type,
            Instant at,
            String actor,
            String summary,
            @Nullable String entry) {
        static EventView of(TicketEvent event) {
            return new EventView(
                    event.getClass().getSimpleName(), event.at(), event.actor(), Show.event(event), entryOf(event));
        }

        private static @Nullable String entryOf(TicketEvent event) {
            EntryId id = event instanceof TicketEvent.Replied replied
                    ? replied.entry()
                    : event instanceof TicketEvent.Noted noted
                            ? noted.entry()
                            : event instanceof TicketEvent.MessageReceived received ? received.entry() : null;
            return id == null ? null : id.value();
        }
    }
}
