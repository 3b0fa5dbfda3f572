package io.embedesk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is about to send. It mints the entry's id, so that calling {@link TicketService#reply} again with the same
 * draft, after a crash or a lost answer, changes nothing. Immutable.
 *
 * @param id the entry's id
 * @param text the reply as plain text; not blank
 * @param html the same as sanitised HTML from the host's rich editor, or null: then the mail's HTML is made from the text
 * @param uploads files, at most as many as {@link AttachmentLimits} allows
 * @param lastSeen the newest entry that the agent saw while writing, or null when nobody keeps track
 * @param onNewer what to do when there is a newer one
 */
public record ReplyDraft(
        EntryId id,
        String text,
        @Nullable SafeHtml html,
        List<Upload> uploads,
        @Nullable EntryId lastSeen,
        OnNewer onNewer) {
    /** What to do when somebody wrote since the agent last looked. */
    public enum OnNewer {
        /** Stop: {@link StaleThreadException}. */
        REFUSE,
        /** Send, and report the newer entries in {@link ReplyResult#newer()}. */
        REPORT
    }

    public ReplyDraft {
        uploads = List.copyOf(uploads);
    }

    /**
     * A reply in plain text.
     *
     * @param text what the customer will read
     * @return a draft to add to
     */
    public static ReplyDraft text(String text) {
        return new ReplyDraft(EntryId.mint(), text, null, List.of(), null, OnNewer.REPORT);
    }

    /**
     * Adds the rich form of the same words.
     *
     * @param safe sanitised by the host
     * @return a changed copy
     */
    public ReplyDraft html(SafeHtml safe) {
        return new ReplyDraft(id, text, safe, uploads, lastSeen, onNewer);
    }

    /**
     * Adds a file.
     *
     * @param upload the file
     * @return a changed copy
     */
    public ReplyDraft attach(Upload upload) {
        List<Upload> more = new ArrayList<>(uploads);
        more.add(upload);
        return new ReplyDraft(id, text, html, more, lastSeen, onNewer);
    }

    /**
     * Stops the reply when somebody wrote after this entry.
     *
     * @param entry the newest entry the agent saw, or {@link EntryId#NOTHING}
     * @return a changed copy
     */
    public ReplyDraft ifLastSeen(EntryId entry) {
        return new ReplyDraft(id, text, html, uploads, entry, OnNewer.REFUSE);
    }

    /**
     * Sends the reply in any case, and reports what was written after this entry.
     *
     * @param entry the newest entry the agent saw
     * @return a changed copy
     */
    public ReplyDraft lastSeen(EntryId entry) {
        return new ReplyDraft(id, text, html, uploads, entry, OnNewer.REPORT);
    }

    /**
     * The same draft under an id that the caller kept, such as the hidden field of a form that is sent twice.
     *
     * @param entry the entry's id
     * @return a changed copy
     */
    public ReplyDraft id(EntryId entry) {
        return new ReplyDraft(entry, text, html, uploads, lastSeen, onNewer);
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "ReplyDraft[" + id + "]";
    }
}
