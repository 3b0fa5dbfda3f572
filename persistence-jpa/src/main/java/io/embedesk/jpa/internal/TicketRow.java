package io.embedesk.jpa.internal;

import io.embedesk.Contact;
import io.embedesk.Participant;
import io.embedesk.PendingReason;
import io.embedesk.Priority;
import io.embedesk.Source;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.TicketOrigin;
import io.embedesk.TicketTimes;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A ticket as it is stored. */
@Cacheable(false)
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

    /** For sorting: the word's place among the priorities. */
    @Column(name = "priority_rank", nullable = false)
    int priorityRank;

    @Enumerated(EnumType.STRING)
    @Column(name = "pending_reason", length = 20)
    @Nullable
    PendingReason pendingReason;

    @Column(name = "assignee", length = 100)
    @Nullable
    String assignee;

    @Column(name = "contact_name", length = 255)
    @Nullable
    String contactName;

    @Column(name = "contact_email", length = 254)
    @Nullable
    String contactEmail;

    /** For looking up: the address in lower case. */
    @Column(name = "contact_key", length = 254)
    @Nullable
    String contactKey;

    /** One a line: state, address, name. */
    @Column(name = "participants", length = 60_000, nullable = false)
    String participants = "";

    /** Separated by commas, which no tag has. */
    @Column(name = "tags", length = 4_000, nullable = false)
    String tags = "";

    @Enumerated(EnumType.STRING)
    @Column(name = "source", length = 20, nullable = false)
    Source source = Source.AGENT;

    @Column(name = "thread_id", length = 900)
    @Nullable
    String threadId;

    @Column(name = "conversation", length = 200)
    @Nullable
    String conversation;

    @Enumerated(EnumType.STRING)
    @Column(name = "origin_kind", length = 20)
    TicketOrigin.@Nullable Kind originKind;

    @Column(name = "origin_ticket", length = 26)
    @Nullable
    String originTicket;

    @Column(name = "merged_into", length = 26)
    @Nullable
    String mergedInto;

    @Column(name = "root_id", length = 26)
    @Nullable
    String root;

    @Column(name = "last_seq", nullable = false)
    long lastSeq;

    @Column(name = "created_at", nullable = false)
    Instant createdAt = Instant.EPOCH;

    @Column(name = "updated_at", nullable = false)
    Instant updatedAt = Instant.EPOCH;

    @Column(name = "first_replied_at")
    @Nullable
    Instant firstRepliedAt;

    @Column(name = "closed_at")
    @Nullable
    Instant closedAt;

    @Column(name = "resolved_at")
    @Nullable
    Instant resolvedAt;

    /** What databases sort by; a stored number that never changes. */
    static int rank(Priority priority) {
        return switch (priority) {
            case LOW -> 0;
            case MEDIUM -> 1;
            case HIGH -> 2;
            case URGENT -> 3;
        };
    }

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
        row.priorityRank = rank(ticket.priority());
        row.pendingReason = ticket.pendingReason().orElse(null);
        row.assignee = ticket.assignee().orElse(null);
        row.contactName = ticket.contact().name();
        row.contactEmail = Texts.value(ticket.contact().email(), EmailAddress::value);
        row.contactKey = row.contactEmail == null ? null : key(row.contactEmail);
        row.participants = Texts.lines(ticket.participants(), TicketRow::line);
        row.tags = String.join(",", ticket.tags());
        row.source = ticket.source();
        row.threadId = ticket.threadId().map(MessageId::value).orElse(null);
        row.conversation = ticket.conversation().orElse(null);
        row.originKind = ticket.origin().map(TicketOrigin::kind).orElse(null);
        row.originTicket =
                ticket.origin().map(origin -> origin.ticket().value()).orElse(null);
        row.mergedInto = ticket.mergedInto().map(TicketId::value).orElse(null);
        row.root = ticket.root().map(TicketId::value).orElse(null);
        row.lastSeq = ticket.lastSeq();
        row.createdAt = ticket.createdAt();
        row.updatedAt = ticket.updatedAt();
        row.firstRepliedAt = ticket.times().firstRepliedAt();
        row.resolvedAt = ticket.times().resolvedAt();
        row.closedAt = ticket.times().closedAt();
        return row;
    }

    static String key(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    private static String line(Participant participant) {
        Mailbox who = participant.mailbox();
        return Texts.fields(participant.state().name(), who.address().value(), who.name());
    }

    private static Participant participant(String line) {
        EmailAddress address = new EmailAddress(Objects.requireNonNull(Texts.field(line, 1)));
        return new Participant(
                new Mailbox(Texts.field(line, 2), address),
                Participant.State.valueOf(Objects.requireNonNull(Texts.field(line, 0))));
    }

    Ticket ticket() {
        return Ticket.builder(new TicketId(id), number, createdAt)
                .version(version)
                .subject(subject)
                .description(Texts.full(description))
                .status(status)
                .pendingReason(pendingReason)
                .priority(priority)
                .assignee(assignee)
                .contact(new Contact(contactName, Texts.value(contactEmail, EmailAddress::new)))
                .participants(Texts.items(participants, TicketRow::participant))
                .tags(Texts.full(tags).isEmpty() ? List.of() : List.of(tags.split(",")))
                .source(source)
                .threadId(Texts.value(threadId, MessageId::new))
                .conversation(conversation)
                .origin(
                        originKind == null || originTicket == null
                                ? null
                                : new TicketOrigin(originKind, new TicketId(originTicket)))
                .mergedInto(Texts.value(mergedInto, TicketId::new))
                .root(Texts.value(root, TicketId::new))
                .lastSeq(lastSeq)
                .times(new TicketTimes(createdAt, updatedAt, firstRepliedAt, resolvedAt, closedAt))
                .build();
    }
}
