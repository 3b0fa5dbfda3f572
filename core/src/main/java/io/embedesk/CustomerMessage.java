package io.embedesk;

import io.embedesk.email.Mailbox;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What came in: from the customer, or from somebody who wrote to the customer's ticket.
 *
 * @param id its name
 * @param ticket the ticket it was written to
 * @param seq its place in the thread
 * @param createdAt when the desk recorded it
 * @param from who wrote it, as the mail says
 * @param body what was written
 * @param audience who may see it
 * @param flags why it deserves a second look; empty for most
 * @param attachments its files
 */
public record CustomerMessage(
        EntryId id,
        TicketId ticket,
        long seq,
        Instant createdAt,
        Mailbox from,
        MessageBody body,
        Audience audience,
        Set<Flag> flags,
        List<Attachment> attachments)
        implements ThreadEntry {
    /** Who may see a message. */
    public enum Audience {
        /** Staff and the customer. */
        EVERYONE,
        /** Staff only: nothing proves that the customer, or somebody the customer knows, wrote it. */
        AGENTS
    }

    /** Why a message deserves a second look. */
    public enum Flag {
        /** It came with the ticket's proof, but from an address that is not on the ticket. */
        OTHER_SENDER,
        /** The provider says that the sender's domain did not authorise it (SPF, DKIM, DMARC). */
        AUTHENTICATION_FAILED,
        /** A program answered, such as an out-of-office notice. */
        AUTOMATIC,
        /** The mail names more than one author. */
        AMBIGUOUS_SENDER,
        /** Another mail with the same Message-ID and other content came before. */
        MESSAGE_ID_REUSED
    }

    public CustomerMessage {
        flags = Set.copyOf(flags);
        attachments = List.copyOf(attachments);
    }
}
