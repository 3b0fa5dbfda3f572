package io.embedesk.intake;

import io.embedesk.MessageBody;
import io.embedesk.Upload;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as whoever brings it in has understood it: parsed, classified, cleaned. The desk decides what becomes of it.
 *
 * @param from who wrote it; null when that cannot be told
 * @param subject one line; may be empty
 * @param body what was written
 * @param attachments its files; their content is read once
 * @param sentAt when its sender says it was sent, or null
 * @param messageId its Message-ID, or null when it has none that is usable
 * @param clues which ticket it may belong to
 * @param copies whom it was also addressed to (To and Cc); agents are shown those who may be participants
 * @param kind what sort of mail it is
 * @param authentication what the provider says of the sender's domain
 * @param ambiguousSender whether it names more than one author: then it is nobody's
 * @param bounced for a {@link Kind#BOUNCE}: the mail that did not arrive and whom it did not reach; else null
 */
public record IncomingMessage(
        @Nullable Mailbox from,
        String subject,
        MessageBody body,
        List<Upload> attachments,
        @Nullable Instant sentAt,
        @Nullable MessageId messageId,
        Clues clues,
        List<Mailbox> copies,
        Kind kind,
        Authentication authentication,
        boolean ambiguousSender,
        @Nullable Bounced bounced) {
    /** What sort of mail it is. */
    public enum Kind {
        /** Somebody wrote it. */
        HUMAN,
        /** A program answered for somebody, such as an out-of-office notice (RFC 3834). */
        AUTO_REPLY,
        /** A mail server reports what became of a mail (RFC 3464). */
        BOUNCE,
        /** It came through a mailing list: somebody wrote it, but nobody may answer it automatically. */
        LIST,
        /** The desk's own mail has come back. */
        LOOP
    }

    /** What the provider says of the sender's domain (SPF, DKIM, DMARC). */
    public enum Authentication {
        /** The domain stands for it. */
        PASS,
        /** The domain says that it is not its mail. */
        FAIL,
        /** Nothing is known. */
        UNKNOWN
    }

    /**
     * The mail that did not arrive for somebody.
     *
     * @param original its Message-ID
     * @param undelivered whom it did not reach; empty when it is only late
     */
    public record Bounced(MessageId original, List<Undelivered> undelivered) {
        public Bounced {
            undelivered = List.copyOf(undelivered);
        }
    }

    /**
     * Somebody whom a mail did not reach.
     *
     * @param recipient the address as reported, or null if the report names none
     * @param detail why, such as {@code failed 5.1.1}
     */
    public record Undelivered(@Nullable EmailAddress recipient, String detail) {
        /** Personal data stays out of logs. */
        @Override
        public String toString() {
            return "Undelivered[" + (recipient == null ? "somebody" : recipient.masked()) + " " + detail + "]";
        }
    }

    public IncomingMessage {
        attachments = List.copyOf(attachments);
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "IncomingMessage[" + kind + " " + authentication + " " + clues + "]";
    }
}
