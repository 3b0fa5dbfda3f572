package io.embedesk.email;

import io.embedesk.Attachment;
import io.embedesk.EntryId;
import java.time.Instant;
import java.util.List;

/**
 * A mail with everything decided: what an {@link io.embedesk.spi.EmailChannel} sends. Composing it is a pure function of
 * these values, so that every attempt puts the same bytes on the wire.
 *
 * @param entry the reply that is mailed
 * @param envelopeFrom whom bounces go to (RFC 5321 MAIL FROM)
 * @param envelopeTo who still has to get it (RFC 5321 RCPT TO); a later attempt has those that have not accepted it yet
 * @param from the sender that the customer sees
 * @param replyTo where answers go: the ticket's reply address
 * @param to the recipients that the customer sees
 * @param subject the subject, with its Re:
 * @param thread Message-ID, In-Reply-To and References
 * @param date when it was sealed
 * @param text the text part
 * @param html the HTML part
 * @param attachments the files; their bytes are asked for while sending
 * @param loopMarker the value of X-Embedesk-Loop
 */
public record OutboundEmail(
        EntryId entry,
        EmailAddress envelopeFrom,
        List<EmailAddress> envelopeTo,
        Mailbox from,
        EmailAddress replyTo,
        List<Mailbox> to,
        HeaderText subject,
        ThreadHeaders thread,
        Instant date,
        String text,
        String html,
        List<Attachment> attachments,
        String loopMarker) {
    /** The header that carries {@link #loopMarker()}. */
    public static final String LOOP_HEADER = "X-Embedesk-Loop";

    public OutboundEmail {
        envelopeTo = List.copyOf(envelopeTo);
        to = List.copyOf(to);
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
                envelopeFrom,
                remaining,
                from,
                replyTo,
                to,
                subject,
                thread,
                date,
                text,
                html,
                attachments,
                loopMarker);
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "OutboundEmail[" + entry + " " + thread.messageId() + "]";
    }
}
