package io.embedesk.email;

import io.embedesk.Attachment;
import io.embedesk.EntryId;
import java.time.Instant;
import java.util.List;

/**
 * A mail with everything decided: what an {@link io.embedesk.spi.EmailChannel} sends. Composing it is a pure function of
 * these values, so that every attempt puts the same bytes on the wire.
 *
 * @param entry the reply that is mailed, or an id of its own
 * @param envelope between whom it travels
 * @param from the sender that the customer sees
 * @param replyTo where answers go: the ticket's reply address, if there is a ticket
 * @param to the recipients that the customer sees
 * @param cc those who get a copy, and are seen to
 * @param subject the subject, with its Re:
 * @param thread Message-ID, In-Reply-To and References
 * @param date when it was sealed
 * @param body the same words as text and as HTML
 * @param attachments the files; their bytes are asked for while sending
 * @param loopMarker the value of X-Embedesk-Loop
 * @param automatic whether the desk writes by itself: then it says so, and asks that no program answers (RFC 3834)
 */
public record OutboundEmail(
        EntryId entry,
        Envelope envelope,
        Mailbox from,
        EmailAddress replyTo,
        List<Mailbox> to,
        List<Mailbox> cc,
        HeaderText subject,
        ThreadHeaders thread,
        Instant date,
        Body body,
        List<Attachment> attachments,
        String loopMarker,
        boolean automatic) {
    /** The header that repeats the Message-ID, for providers that put one of their own in its place. */
    public static final String ID_HEADER = "X-Embedesk-Message-ID";

    /** The header that carries {@link #loopMarker()}. */
    public static final String LOOP_HEADER = "X-Embedesk-Loop";

    /**
     * The SMTP envelope (RFC 5321).
     *
     * @param from whom bounces go to (MAIL FROM)
     * @param to who still has to get it (RCPT TO); a later attempt has those that have not accepted it yet
     */
    public record Envelope(EmailAddress from, List<EmailAddress> to) {
        public Envelope {
            to = List.copyOf(to);
        }
    }

    /**
     * What a mail says.
     *
     * @param text the text part
     * @param html the HTML part
     */
    public record Body(String text, String html) {
        /** Personal data stays out of logs. */
        @Override
        public String toString() {
            return "Body[" + text.length() + " characters]";
        }
    }

    public OutboundEmail {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        attachments = List.copyOf(attachments);
    }

    /**
     * The same bytes to fewer recipients.
     *
     * @param remaining who still has to get it
     * @return a changed copy
     */
    public OutboundEmail to(List<EmailAddress> remaining) {
        return new OutboundEmail(
                entry,
                new Envelope(envelope.from(), remaining),
                from,
                replyTo,
                to,
                cc,
                subject,
                thread,
                date,
                body,
                attachments,
                loopMarker,
                automatic);
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "OutboundEmail[" + entry + " " + thread.messageId() + "]";
    }
}
