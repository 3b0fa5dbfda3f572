package io.embedesk.portal;

import io.embedesk.TicketId;
import io.embedesk.Upload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ticket that a customer wants to open. It mints the ticket's id, so that a form that is sent twice opens one. Immutable:
 * each method returns a changed copy.
 *
 * @param id the ticket's id
 * @param subject one line, 1 to 255 characters
 * @param text what it is about; not blank
 * @param name what the customer is called, or null
 * @param uploads files, within the desk's {@link io.embedesk.AttachmentLimits}
 */
public record PortalDraft(
        TicketId id, String subject, String text, @Nullable String name, List<Upload> uploads) {
    public PortalDraft {
        uploads = List.copyOf(uploads);
    }

    /**
     * A ticket.
     *
     * @param subject a brief summary
     * @param text more about it
     * @return a draft to add to
     */
    public static PortalDraft of(String subject, String text) {
        return new PortalDraft(TicketId.mint(), subject, text, null, List.of());
    }

    /**
     * Says what the customer is called.
     *
     * @param customer the name
     * @return a changed copy
     */
    public PortalDraft name(String customer) {
        return new PortalDraft(id, subject, text, customer, uploads);
    }

    /**
     * Adds a file.
     *
     * @param upload the file
     * @return a changed copy
     */
    public PortalDraft attach(Upload upload) {
        List<Upload> more = new ArrayList<>(uploads);
        more.add(upload);
        return new PortalDraft(id, subject, text, name, more);
    }

    /**
     * The same draft under an id that the caller kept.
     *
     * @param ticket the ticket's id
     * @return a changed copy
     */
    public PortalDraft id(TicketId ticket) {
        return new PortalDraft(ticket, subject, text, name, uploads);
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "PortalDraft[" + id + "]";
    }
}
