package io.embedesk.portal;

import io.embedesk.Attachment;
import io.embedesk.EntryId;
import io.embedesk.SafeHtml;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that was said to the customer, or by them.
 *
 * @param id its name
 * @param author who said it
 * @param authorName what they are called, or null when that is not told
 * @param at when
 * @param text what was said
 * @param html the same as sanitised HTML, or null
 * @param attachments its files
 */
public record PortalEntry(
        EntryId id,
        Author author,
        @Nullable String authorName,
        Instant at,
        String text,
        @Nullable SafeHtml html,
        List<Attachment> attachments) {
    /** Who said it, as the customer sees it. */
    public enum Author {
        /** The customer who is looking. */
        YOU,
        /** The desk. */
        AGENT,
        /** Somebody else who takes part. */
        PARTICIPANT
    }

    public PortalEntry {
        attachments = List.copyOf(attachments);
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "PortalEntry[" + id + " " + author + "]";
    }
}
