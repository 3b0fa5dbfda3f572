package io.embedesk.testing;

import io.embedesk.MessageBody;
import io.embedesk.Upload;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.intake.Clues;
import io.embedesk.intake.IncomingMessage;
import io.embedesk.intake.IncomingMessage.Authentication;
import io.embedesk.intake.IncomingMessage.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incoming message with named changes: {@code Messages.from("a@b.example").to(address).kind(LIST).build()}. Each build
 * is the same message; change something to make another.
 */
public final class Messages {
    private @Nullable String from;
    private String text = "My printer is on fire.";
    private String subject = "Printer";
    private @Nullable String messageId = "first@customer.example";
    private Kind kind = Kind.HUMAN;
    private Authentication authentication = Authentication.UNKNOWN;
    private boolean ambiguous;
    private IncomingMessage.@Nullable Bounced bounced;
    private final List<EmailAddress> envelopeTo = new ArrayList<>();
    private final List<EmailAddress> headerTo = new ArrayList<>();
    private final List<MessageId> inReplyTo = new ArrayList<>();
    private final List<MessageId> references = new ArrayList<>();
    private final List<Mailbox> copies = new ArrayList<>();
    private final List<Upload> attachments = new ArrayList<>();

    private Messages(@Nullable String from) {
        this.from = from;
    }

    /**
     * A message of this sender.
     *
     * @param address who writes
     * @return the message, to be changed
     */
    public static Messages from(String address) {
        return new Messages(address);
    }

    /** {@return a message that does not say who wrote it} */
    public static Messages fromNobody() {
        return new Messages(null);
    }

    /**
     * Sets what is written.
     *
     * @param words the text
     * @return this
     */
    public Messages text(String words) {
        text = words;
        return this;
    }

    /**
     * Sets the subject.
     *
     * @param words the subject
     * @return this
     */
    public Messages subject(String words) {
        subject = words;
        return this;
    }

    /**
     * Sets the Message-ID.
     *
     * @param id without brackets, or null for none
     * @return this
     */
    public Messages id(@Nullable String id) {
        messageId = id;
        return this;
    }

    /**
     * Sets the kind.
     *
     * @param sort what sort of mail
     * @return this
     */
    public Messages kind(Kind sort) {
        kind = sort;
        return this;
    }

    /**
     * Sets what is said of the sender.
     *
     * @param verdict the provider's verdict
     * @return this
     */
    public Messages authentication(Authentication verdict) {
        authentication = verdict;
        return this;
    }

    /** {@return this, with more than one author} */
    public Messages ambiguous() {
        ambiguous = true;
        return this;
    }

    /**
     * Makes it the report of a mail that did not arrive.
     *
     * @param original that mail
     * @return this
     */
    public Messages bounceOf(MessageId original) {
        return bounceOf(original, "5.1.1");
    }

    /**
     * Makes it the report of a mail that did not arrive, which names nobody.
     *
     * @param original that mail
     * @param detail why
     * @return this
     */
    public Messages bounceOf(MessageId original, String detail) {
        return bounceOf(original, List.of(new IncomingMessage.Undelivered(null, detail)));
    }

    /**
     * Makes it the report of a mail that did not arrive for some.
     *
     * @param original that mail
     * @param undelivered for whom
     * @return this
     */
    public Messages bounceOf(MessageId original, List<IncomingMessage.Undelivered> undelivered) {
        kind = Kind.BOUNCE;
        bounced = new IncomingMessage.Bounced(original, undelivered);
        return this;
    }

    /**
     * Adds an envelope recipient.
     *
     * @param address the recipient
     * @return this
     */
    public Messages to(EmailAddress address) {
        envelopeTo.add(address);
        return this;
    }

    /**
     * Adds a recipient that only the headers name.
     *
     * @param address the recipient
     * @return this
     */
    public Messages headerTo(EmailAddress address) {
        headerTo.add(address);
        return this;
    }

    /**
     * Answers a mail.
     *
     * @param id that mail
     * @return this
     */
    public Messages inReplyTo(MessageId id) {
        inReplyTo.add(id);
        return this;
    }

    /**
     * Adds an ancestor, oldest first.
     *
     * @param id that mail
     * @return this
     */
    public Messages references(MessageId id) {
        references.add(id);
        return this;
    }

    /**
     * Adds a file.
     *
     * @param upload the file
     * @return this
     */
    public Messages attach(Upload upload) {
        attachments.add(upload);
        return this;
    }

    /**
     * Sends a copy to somebody.
     *
     * @param address whom
     * @return this
     */
    public Messages copyTo(String address) {
        copies.add(Mailbox.of(EmailAddress.of(address)));
        return this;
    }

    /** {@return the message} */
    public IncomingMessage build() {
        return new IncomingMessage(
                from == null ? null : new Mailbox("Carla Customer", EmailAddress.of(from)),
                subject,
                MessageBody.of(text),
                attachments,
                Instant.parse("2026-03-01T10:00:00Z"),
                messageId == null ? null : new MessageId(messageId),
                new Clues(envelopeTo, headerTo, inReplyTo, references),
                copies,
                kind,
                authentication,
                ambiguous,
                bounced);
    }
}
