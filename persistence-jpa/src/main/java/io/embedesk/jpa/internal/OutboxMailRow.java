package io.embedesk.jpa.internal;

import io.embedesk.Attachment;
import io.embedesk.EntryId;
import io.embedesk.TicketId;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.EmailDelivery.Recipient;
import io.embedesk.email.EmailDelivery.SkipReason;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.email.HeaderText;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.email.ThreadHeaders;
import io.embedesk.spi.OutboxRow;
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
import org.jspecify.annotations.Nullable;

/** The mail of a reply as it is stored. The columns from {@code message_id} on are filled when it is sealed. */
@Cacheable(false)
@Entity(name = "EmbedeskOutbox")
@Table(name = "embedesk_outbox")
class OutboxMailRow implements Rows.Row {
    @Id
    @Column(name = "reply_id", length = 26, nullable = false)
    String replyId = "";

    @Column(name = "workspace", length = 64, nullable = false)
    String workspace = "";

    @Column(name = "ticket_id", length = 26)
    @Nullable
    String ticketId;

    @Enumerated(EnumType.STRING)
    @Column(name = "state", length = 20, nullable = false)
    State state = State.QUEUED;

    @Enumerated(EnumType.STRING)
    @Column(name = "skip_reason", length = 20)
    @Nullable
    SkipReason skipReason;

    @Column(name = "recipients", length = 200_000, nullable = false)
    String recipients = "";

    @Column(name = "attempts", nullable = false)
    int attempts;

    @Column(name = "answered_attempts", nullable = false)
    int answeredAttempts;

    @Column(name = "detail", length = 500)
    @Nullable
    String detail;

    @Column(name = "changed_at", nullable = false)
    Instant changedAt = Instant.EPOCH;

    @Column(name = "due_at", nullable = false)
    Instant dueAt = Instant.EPOCH;

    @Column(name = "lease_owner", length = 26)
    @Nullable
    String leaseOwner;

    @Column(name = "lease_until")
    @Nullable
    Instant leaseUntil;

    @Column(name = "message_id", length = 900)
    @Nullable
    String messageId;

    @Column(name = "in_reply_to", length = 900)
    @Nullable
    String inReplyTo;

    @Column(name = "reference_ids", length = 20_000)
    @Nullable
    String references;

    @Column(name = "envelope_from", length = 254)
    @Nullable
    String envelopeFrom;

    @Column(name = "envelope_to", length = 60_000)
    @Nullable
    String envelopeTo;

    @Column(name = "from_name", length = 255)
    @Nullable
    String fromName;

    @Column(name = "from_email", length = 254)
    @Nullable
    String fromEmail;

    @Column(name = "reply_to", length = 254)
    @Nullable
    String replyTo;

    @Column(name = "to_list", length = 120_000)
    @Nullable
    String to;

    @Column(name = "cc_list", length = 60_000)
    @Nullable
    String cc;

    @Column(name = "subject", length = 300)
    @Nullable
    String subject;

    @Column(name = "sealed_at")
    @Nullable
    Instant sealedAt;

    @Column(name = "body_text", length = 1_000_000)
    @Nullable
    String text;

    @Column(name = "body_html", length = 1_048_576)
    @Nullable
    String html;

    @Column(name = "loop_marker", length = 100)
    @Nullable
    String loopMarker;

    @Column(name = "automatic", nullable = false)
    boolean automatic;

    static OutboxMailRow of(String workspace, OutboxRow from) {
        EmailDelivery delivery = from.delivery();
        OutboxMailRow row = new OutboxMailRow();
        row.replyId = delivery.reply().value();
        row.workspace = workspace;
        row.ticketId = Texts.value(from.ticket(), TicketId::value);
        row.state = delivery.state();
        row.skipReason = delivery.skipReason();
        row.recipients = Texts.lines(
                delivery.recipients(),
                r -> Texts.fields(r.address().value(), r.state().name(), r.detail()));
        row.attempts = delivery.attempts();
        row.answeredAttempts = from.answeredAttempts();
        row.detail = delivery.detail();
        row.changedAt = delivery.changedAt();
        row.dueAt = from.dueAt();
        row.leaseOwner = Texts.value(from.lease(), OutboxRow.Lease::owner);
        row.leaseUntil = Texts.value(from.lease(), OutboxRow.Lease::until);
        from.email().ifPresent(row::seal);
        return row;
    }

    private void seal(OutboundEmail email) {
        messageId = email.thread().messageId().value();
        inReplyTo = Texts.value(email.thread().inReplyTo(), MessageId::value);
        references = Texts.lines(email.thread().references(), MessageId::value);
        envelopeFrom = email.envelope().from().value();
        envelopeTo = Texts.lines(email.envelope().to(), EmailAddress::value);
        fromName = email.from().name();
        fromEmail = email.from().address().value();
        replyTo = email.replyTo().value();
        to = Texts.lines(email.to(), OutboxMailRow::line);
        cc = Texts.lines(email.cc(), OutboxMailRow::line);
        subject = email.subject().value();
        sealedAt = email.date();
        text = email.body().text();
        html = email.body().html();
        loopMarker = email.loopMarker();
        automatic = email.automatic();
    }

    OutboxRow outboxRow(List<Attachment> files) {
        EntryId reply = new EntryId(replyId);
        List<Recipient> all = Texts.items(recipients, OutboxMailRow::recipient);
        EmailDelivery delivery = new EmailDelivery(reply, state, skipReason, all, attempts, detail, changedAt);
        OutboxRow.Lease lease =
                leaseOwner == null || leaseUntil == null ? null : new OutboxRow.Lease(leaseOwner, leaseUntil);
        OutboundEmail email = messageId == null ? null : email(reply, messageId, files);
        return new OutboxRow(Texts.value(ticketId, TicketId::new), delivery, dueAt, answeredAttempts, lease, email);
    }

    private static Recipient recipient(String item) {
        return new Recipient(
                new EmailAddress(required(Texts.field(item, 0))),
                State.valueOf(required(Texts.field(item, 1))),
                Texts.field(item, 2));
    }

    private OutboundEmail email(EntryId reply, String id, List<Attachment> files) {
        List<MessageId> ancestors = Texts.items(references, MessageId::new);
        return new OutboundEmail(
                reply,
                new OutboundEmail.Envelope(
                        new EmailAddress(required(envelopeFrom)), Texts.items(envelopeTo, EmailAddress::new)),
                new Mailbox(fromName, new EmailAddress(required(fromEmail))),
                new EmailAddress(required(replyTo)),
                Texts.items(to, OutboxMailRow::mailbox),
                Texts.items(cc, OutboxMailRow::mailbox),
                new HeaderText(Texts.full(subject)),
                new ThreadHeaders(new MessageId(id), Texts.value(inReplyTo, MessageId::new), ancestors),
                Objects.requireNonNull(sealedAt),
                new OutboundEmail.Body(Texts.full(text), Texts.full(html)),
                files,
                required(loopMarker),
                automatic);
    }

    private static String line(Mailbox mailbox) {
        return Texts.fields(mailbox.address().value(), mailbox.name());
    }

    private static Mailbox mailbox(String line) {
        return new Mailbox(Texts.field(line, 1), new EmailAddress(required(Texts.field(line, 0))));
    }

    private static String required(@Nullable String column) {
        return Objects.requireNonNull(column, "a column of a sealed mail");
    }
}
