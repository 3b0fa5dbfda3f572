package io.embedesk.spi;

import io.embedesk.AttachmentId;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way out for mail. Safe for concurrent use. */
public interface EmailChannel {
    /** {@return who the desk writes as; empty while no mail server is configured, and then replies are not mailed} */
    Optional<Identity> identity();

    /** {@return the time after which {@link #send} has returned, whatever the mail server does} */
    Duration deadline();

    /**
     * Sends a mail, outside any transaction. It never throws for what a mail server does.
     *
     * @param email what to send, and to whom
     * @param files where the bytes of its attachments are
     * @return what the mail server said
     */
    SendResult send(OutboundEmail email, Files files);

    /**
     * Who the desk writes as.
     *
     * @param from the sender that customers see
     * @param replyDomain the domain of reply addresses and Message-IDs
     */
    record Identity(Mailbox from, String replyDomain) {}

    /** Opens the bytes of an attachment. */
    @FunctionalInterface
    interface Files {
        /**
         * Starts reading.
         *
         * @param id which
         * @return its bytes, to be closed by the caller
         * @throws IOException if they cannot be read
         */
        InputStream open(AttachmentId id) throws IOException;
    }

    /** What came of an attempt. */
    sealed interface SendResult {
        /**
         * The mail server answered for each recipient.
         *
         * @param answers what it said of each address of the envelope
         * @param aliases ids under which the provider sent the mail on, if it told
         */
        record Answered(Map<EmailAddress, Answer> answers, List<MessageId> aliases) implements SendResult {
            public Answered {
                answers = Map.copyOf(answers);
                aliases = List.copyOf(aliases);
            }
        }

        /**
         * The connection broke after the whole mail was sent and before the answer: it may or may not be on its way.
         *
         * @param detail what happened
         */
        record InDoubt(String detail) implements SendResult {}

        /**
         * Nothing was sent, and not because of this mail: no connection, no TLS, "try later" to everything.
         *
         * @param detail what happened
         */
        record Unavailable(String detail) implements SendResult {}

        /**
         * The mail server does not accept the credentials: no mail can leave until somebody changes them.
         *
         * @param detail what it said
         */
        record CredentialsRefused(String detail) implements SendResult {}
    }

    /**
     * What a mail server said of one recipient.
     *
     * @param verdict what it means
     * @param detail the server's words
     */
    record Answer(Verdict verdict, String detail) {
        /** What an answer means. */
        public enum Verdict {
            /** It has the mail now. */
            ACCEPTED,
            /** Try again later (4xx). */
            TRY_LATER,
            /** Never (5xx). */
            REFUSED
        }
    }
}
