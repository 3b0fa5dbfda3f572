package io.embedesk.jpa.internal;

import io.embedesk.AgentReply;
import io.embedesk.Attachment;
import io.embedesk.CustomerMessage;
import io.embedesk.CustomerMessage.Audience;
import io.embedesk.CustomerMessage.Flag;
import io.embedesk.EntryId;
import io.embedesk.InternalNote;
import io.embedesk.MessageBody;
import io.embedesk.SafeHtml;
import io.embedesk.ThreadEntry;
import io.embedesk.TicketId;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An entry of a thread as it is stored: one table for the three kinds. */
@Cacheable(false)
@Entity(name = "EmbedeskEntry")
@Table(name = "embedesk_entry")
class EntryRow implements Rows.Row {
    enum Kind {
        CUSTOMER_MESSAGE,
        AGENT_REPLY,
        INTERNAL_NOTE
    }

    @Id
    @Column(name = "id", length = 26, nullable = false)
    String id = "";

    @Column(name = "workspace", length = 64, nullable = false)
    String workspace = "";

    @Column(name = "ticket_id", length = 26, nullable = false)
    String ticketId = "";

    @Column(name = "seq", nullable = false)
    long seq;

    @Enumerated(EnumType.STRING)
    @Column(name = "kind", length = 20, nullable = false)
    Kind kind = Kind.INTERNAL_NOTE;

    @Column(name = "created_at", nullable = false)
    Instant createdAt = Instant.EPOCH;

    @Column(name = "agent", length = 100)
    @Nullable
    String agent;

    @Column(name = "from_name", length = 255)
    @Nullable
    String fromName;

    @Column(name = "from_email", length = 254)
    @Nullable
    String fromEmail;

    /** For finding what somebody wrote. */
    @Column(name = "from_key", length = 254)
    @Nullable
    String fromKey;

    @Enumerated(EnumType.STRING)
    @Column(name = "audience", length = 20)
    @Nullable
    Audience audience;

    @Column(name = "flags", length = 255, nullable = false)
    String flags = "";

    @Column(name = "body_text", length = 1_000_000, nullable = false)
    String text = "";

    @Column(name = "quoted_text", length = 1_000_000)
    @Nullable
    String quotedText;

    @Column(name = "body_html", length = 1_000_000)
    @Nullable
    String html;

    static EntryRow of(String workspace, ThreadEntry entry) {
        EntryRow row = new EntryRow();
        row.id = entry.id().value();
        row.workspace = workspace;
        row.ticketId = entry.ticket().value();
        row.seq = entry.seq();
        row.createdAt = entry.createdAt();
        row.text = entry.body().text();
        row.quotedText = entry.body().quotedText();
        row.html = Texts.value(entry.body().html(), SafeHtml::value);
        return entry.match(
                row::message,
                reply -> row.byAgent(Kind.AGENT_REPLY, reply.agent()),
                note -> row.byAgent(Kind.INTERNAL_NOTE, note.agent()));
    }

    private EntryRow message(CustomerMessage message) {
        kind = Kind.CUSTOMER_MESSAGE;
        fromName = message.from().name();
        fromEmail = message.from().address().value();
        fromKey = TicketRow.key(fromEmail);
        audience = message.audience();
        flags = Texts.lines(message.flags(), Flag::name);
        return this;
    }

    private EntryRow byAgent(Kind what, String who) {
        kind = what;
        agent = who;
        return this;
    }

    ThreadEntry entry(List<Attachment> attachments) {
        EntryId entry = new EntryId(id);
        TicketId ticket = new TicketId(ticketId);
        MessageBody body = new MessageBody(Texts.full(text), quotedText, Texts.value(html, SafeHtml::new));
        return switch (kind) {
            case AGENT_REPLY -> new AgentReply(entry, ticket, seq, createdAt, agent(), body, attachments);
            case INTERNAL_NOTE -> new InternalNote(entry, ticket, seq, createdAt, agent(), body, attachments);
            case CUSTOMER_MESSAGE ->
                new CustomerMessage(
                        entry,
                        ticket,
                        seq,
                        createdAt,
                        from(),
                        body,
                        Objects.requireNonNull(audience),
                        flags(),
                        attachments);
        };
    }

    private String agent() {
        return Objects.requireNonNull(agent);
    }

    private Mailbox from() {
        return new Mailbox(fromName, new EmailAddress(Objects.requireNonNull(fromEmail)));
    }

    private Set<Flag> flags() {
        return Texts.items(flags, Flag::valueOf).stream().collect(Collectors.toSet());
    }
}
