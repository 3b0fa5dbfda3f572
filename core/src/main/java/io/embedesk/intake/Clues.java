package io.embedesk.intake;

import io.embedesk.email.EmailAddress;
import io.embedesk.email.MessageId;
import java.util.List;

/**
 * What a mail says about the ticket it belongs to.
 *
 * @param envelopeTo the recipients of the SMTP envelope: the only trace of a Bcc or a forward
 * @param headerTo the recipients that its headers name, in the order To, Cc, Bcc, Delivered-To, X-Original-To; regarded
 *     only when no envelope recipient is a reply address
 * @param inReplyTo the ids of In-Reply-To
 * @param references the ids of References, oldest first
 */
public record Clues(
        List<EmailAddress> envelopeTo,
        List<EmailAddress> headerTo,
        List<MessageId> inReplyTo,
        List<MessageId> references) {
    /** No clue at all: a message that can only become a new ticket. */
    public static final Clues NONE = new Clues(List.of(), List.of(), List.of(), List.of());

    public Clues {
        envelopeTo = List.copyOf(envelopeTo);
        headerTo = List.copyOf(headerTo);
        inReplyTo = List.copyOf(inReplyTo);
        references = List.copyOf(references);
    }

    /** Addresses are personal data and stay out of logs. */
    @Override
    public String toString() {
        return "Clues[" + envelopeTo.size() + " envelope, " + headerTo.size() + " header, " + inReplyTo.size()
                + " in reply to, " + references.size() + " references]";
    }
}
