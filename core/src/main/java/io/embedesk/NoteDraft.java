package io.embedesk;

import java.util.ArrayList;
import java.util.List;

/**
 * What an agent tells the other agents. It mints the entry's id, as {@link ReplyDraft} does. Immutable.
 *
 * @param id the entry's id
 * @param text the note as plain text; not blank
 * @param uploads files, at most as many as {@link AttachmentLimits} allows
 */
public record NoteDraft(EntryId id, String text, List<Upload> uploads) {
    public NoteDraft {
        uploads = List.copyOf(uploads);
    }

    /**
     * A note in plain text.
     *
     * @param text what the other agents will read
     * @return a draft to add to
     */
    public static NoteDraft text(String text) {
        return new NoteDraft(EntryId.mint(), text, List.of());
    }

    /**
     * Adds a file.
     *
     * @param upload the file
     * @return a changed copy
     */
    public NoteDraft attach(Upload upload) {
        List<Upload> more = new ArrayList<>(uploads);
        more.add(upload);
        return new NoteDraft(id, text, more);
    }

    /**
     * The same draft under an id that the caller kept.
     *
     * @param entry the entry's id
     * @return a changed copy
     */
    public NoteDraft id(EntryId entry) {
        return new NoteDraft(entry, text, uploads);
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "NoteDraft[" + id + "]";
    }
}
