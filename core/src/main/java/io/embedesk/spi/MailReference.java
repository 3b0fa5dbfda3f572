package io.embedesk.spi;

import io.embedesk.EntryId;
import io.embedesk.TicketId;
import io.embedesk.email.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * A mail and where it belongs.
 *
 * @param messageId the mail
 * @param ticket its ticket
 * @param entry its entry; null when the id is the ticket's {@code threadId}
 * @param minted whether the desk made the id, with 80 random bits or more, so that knowing it proves something
 */
public record MailReference(
        MessageId messageId, TicketId ticket, @Nullable EntryId entry, boolean minted) {}
