package io.embedesk.jpa.internal;

import io.embedesk.Contact;
import io.embedesk.Priority;
import io.embedesk.Source;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.MessageId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ticket as it is stored. */
@Entity(name = "EmbedeskTicket")
@Table(name = "embedesk_ticket")
class TicketRow implements Rows.Row {
    @Id
    @Column(name = "id", length = 26, nullable = false)
    String id = "";

    @Column(name = "workspace", length = 64, nullable = false)
    String workspace = "";

    @Column(name = "ticket_number", nullable = false)
    long number;

    @Column(name = "row_version", nullable = false)
    long version;

    @Column(name = "subject", length = 255, nullable = false)
    String subject = "";

    @Column(name = "description", length = 1_000_000, nullable = false)
    String description = "";

    @Enumerated(EnumType.STRING)
    @Column(name = "status", length = 20, nullable = false)
    Status status = Status.OPEN;

    @Enumerated(EnumType.STRING)
    @Column(name = "priority", length = 20, nullable = false)
    Priority priority = Priority.MEDIUM;

    @Column(name = "assignee", length = 100)
    @Nullable
    String assignee;

    @Column(name = "contact_name", length = 255)
    @Nullable
    String contactName;

    @Column(name = "contact_email", length = 254)
    @Nullable
    String contactEmail;

    /** Separated by commas, which no tag has. */
    @Column(name = "tags", length = 4_000, nullable = false)
    String tags = "";

    @Enumerated(EnumType.STRING)
    @Column(name = "source", length = 20, nullable = false)
    Source source = Source.AGENT;

    @Column(name = "thread_id", length = 900)
    @Nullable
    String threadId;

    @Column(name = "possible_reply_to", length = 26)
    @Nullable
    String possibleReplyTo;

    @Column(name = "last_seq", nullable = false)
    long lastSeq;

    @Column(name = "created_at", nullable = false)
    Instant createdAt = Instant.EPOCH;

    @Column(name = "updated_at", nullable = false)
    Instant updatedAt = Instant.EPOCH;

    @Column(name = "resolved_at")
    @Nullable
    Instant resolvedAt;

    static TicketRow of(String workspace, Ticket ticket) {
        TicketRow row = new TicketRow();
        row.id = ticket.id().value();
        row.workspace = workspace;
        row.number = ticket.number();
        row.version = ticket.version();
        row.subject = ticket.subject();
        row.description = ticket.description();
        row.status = ticket.status();
        row.priority = ticket.priority();
        row.assignee = ticket.assignee().orElse(null);
        row.contactName = ticket.contact().name();
        row.contactEmail = Texts.value(ticket.contact().email(), EmailAddress::value);
        row.tags = String.join(",", ticket.tags());
        row.source = ticket.source();
        row.threadId = ticket.threadId().map(MessageId::value).orElse(null);
        row.possibleReplyTo = ticket.possibleReplyTo().map(TicketId::value).orElse(null);
        row.lastSeq = ticket.lastSeq();
        row.createdAt = ticket.createdAt();
        row.updatedAt = ticket.updatedAt();
        row.resolvedAt = ticket.resolvedAt().orElse(null);
        return row;
    }

    Ticket ticket() {
        return Ticket.builder(new TicketId(id), number, createdAt)
                .version(version)
                .subject(subject)
                .description(Texts.full(description))
                .status(status)
                .priority(priority)
                .assignee(assignee)
                .contact(new Contact(contactName, Texts.value(contactEmail, EmailAddress::new)))
                .tags(Texts.full(tags).isEmpty() ? List.of() : List.of(tags.split(",")))
                .source(source)
                .threadId(Texts.value(threadId, MessageId::new))
                .possibleReplyTo(Texts.value(possibleReplyTo, TicketId::new))
                .lastSeq(lastSeq)
                .updatedAt(updatedAt)
                .resolvedAt(resolvedAt)
                .build();
    }
}
