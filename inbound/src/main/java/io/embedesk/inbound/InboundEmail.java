package io.embedesk.inbound;

import io.embedesk.SafeHtml;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.intake.IncomingMessage;
import io.embedesk.intake.IncomingMessage.Authentication;
import io.embedesk.intake.IncomingMessage.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it was understood: parsed, classified, its reply text found, its HTML cleaned. What it says of itself is not
 * proven.
 */
public final class InboundEmail {
    /**
     * The lines that make a thread.
     *
     * @param messageId its own id, or null
     * @param inReplyTo the ids of In-Reply-To
     * @param references the ids of References, oldest first
     */
    public record Ids(@Nullable MessageId messageId, List<MessageId> inReplyTo, List<MessageId> references) {}

    /**
     * Who wrote it to whom, as its headers say.
     *
     * @param from the author, or null when that cannot be told
     * @param ambiguous whether it names more than one author
     * @param replyTo where answers shall go, or null
     * @param to the recipients
     * @param cc the copies
     * @param others Bcc, Delivered-To and X-Original-To
     */
    public record Parties(
            @Nullable Mailbox from,
            boolean ambiguous,
            @Nullable EmailAddress replyTo,
            List<EmailAddress> to,
            List<EmailAddress> cc,
            List<EmailAddress> others) {}

    /**
     * Who it was handed over for (RFC 5321).
     *
     * @param from the envelope sender, or null; empty for a bounce
     * @param to the envelope recipients
     */
    public record Envelope(@Nullable String from, List<EmailAddress> to) {}

    /**
     * What it says.
     *
     * @param text its plain text as it came, or null
     * @param unsafeHtml its HTML as it came, or null; never for a page
     * @param sanitizedHtml what is new in its HTML, without anything that acts, or null
     * @param replyText what is new in it, as plain text
     * @param quotedText what was cut as quoted, or null
     * @param remoteReferences how many pictures and the like were left out because they would be fetched from elsewhere
     */
    public record Body(
            @Nullable String text,
            @Nullable String unsafeHtml,
            @Nullable SafeHtml sanitizedHtml,
            String replyText,
            @Nullable String quotedText,
            int remoteReferences) {}

    /**
     * What a mail server reports of a mail (RFC 3464).
     *
     * @param recipients one for each recipient that is reported
     * @param originalMessageId the mail it is about, or null
     */
    public record Bounce(
            List<BouncedRecipient> recipients, @Nullable MessageId originalMessageId) {}

    /**
     * What became of a mail for one recipient.
     *
     * @param address the recipient, as reported; the one that was written to, if the report tells it from where it was forwarded to
     * @param action such as {@code failed} or {@code delayed}
     * @param status such as {@code 5.1.1}
     */
    public record BouncedRecipient(String address, String action, String status) {
        /** {@return whether it did not arrive for good, by the action or, without one, by the status (RFC 3464 section 2.3)} */
        public boolean isFailed() {
            return action.isEmpty() ? !status.startsWith("2") && !status.startsWith("4") : action.equals("failed");
        }
    }

    private final Ids ids;
    private final Parties parties;
    private final Envelope envelope;
    private final Body body;
    private final String subject;
    private final @Nullable Instant sentAt;
    private final Kind kind;
    private final boolean suppressAutoResponse;
    private final @Nullable Bounce bounce;
    private final Authentication authentication;
    private final List<InboundAttachment> attachments;

    InboundEmail(
            Ids ids,
            Parties parties,
            Envelope envelope,
            Body body,
            MailDraft draft,
            MailClassifier.Classified classified) {
        this.ids = ids;
        this.parties = parties;
        this.envelope = envelope;
        this.body = body;
        this.subject = MailAssembly.subject(draft.headers);
        this.sentAt = MailAssembly.sentAt(draft.headers);
        this.kind = classified.kind();
        this.suppressAutoResponse = classified.suppressAutoResponse();
        this.bounce = classified.bounce();
        this.authentication = draft.authentication;
        this.attachments = List.copyOf(draft.attachments);
    }

    /** {@return the lines that make a thread} */
    public Ids ids() {
        return ids;
    }

    /** {@return who wrote it to whom} */
    public Parties parties() {
        return parties;
    }

    /** {@return who it was handed over for} */
    public Envelope envelope() {
        return envelope;
    }

    /** {@return what it says} */
    public Body body() {
        return body;
    }

    /** {@return the subject, decoded, on one line; may be empty} */
    public String subject() {
        return subject;
    }

    /** {@return when its sender says it was sent} */
    public Optional<Instant> sentAt() {
        return Optional.ofNullable(sentAt);
    }

    /** {@return what sort of mail it is} */
    public Kind kind() {
        return kind;
    }

    /** {@return whether nobody may answer it automatically: also some mail that a person wrote} */
    public boolean suppressAutoResponse() {
        return suppressAutoResponse;
    }

    /** {@return the report, if it is one} */
    public Optional<Bounce> bounce() {
        return Optional.ofNullable(bounce);
    }

    /** {@return what the provider says of the sender's domain} */
    public Authentication authentication() {
        return authentication;
    }

    /** {@return its files} */
    public List<InboundAttachment> attachments() {
        return attachments;
    }

    /** {@return the message that {@link io.embedesk.intake.Intake#receive} takes} */
    public IncomingMessage toMessage() {
        return IncomingMessages.of(this);
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "InboundEmail[" + kind + " " + attachments.size() + " files]";
    }
}
