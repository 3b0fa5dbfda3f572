package io.embedesk;

import java.time.Instant;
import java.util.List;

/**
 * What an agent wrote to the staff. It never leaves the desk.
 *
 * @param id its name, minted by the draft
 * @param ticket the ticket it was written to
 * @param seq its place in the thread
 * @param createdAt when the desk recorded it
 * @param agent the host's id of the agent
 * @param body what was written
 * @param attachments its files
 */
public record InternalNote(
        EntryId id,
        TicketId ticket,
        long seq,
        Instant createdAt,
        String agent,
        MessageBody body,
        List<Attachment> attachments)
        implements ThreadEntry {
    public InternalNote {
        attachments = List.copyOf(attachments);
    }
}
