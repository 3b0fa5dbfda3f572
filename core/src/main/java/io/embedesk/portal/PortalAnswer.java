package io.embedesk.portal;

import io.embedesk.EntryId;
import io.embedesk.Upload;
import java.util.ArrayList;
import java.util.List;

/**
 * What a customer wants to say on a ticket. It mints the entry's id, so that a form that is sent twice says it once.
 * Immutable: each method returns a changed copy.
 *
 * @param id the entry's id
 * @param text not blank
 * @param uploads files, within the desk's {@link io.embedesk.AttachmentLimits}
 */
public record PortalAnswer(EntryId id, String text, List<Upload> uploads) {
    public PortalAnswer {
        uploads = List.copyOf(uploads);
    }

    /**
     * An answer in plain text.
     *
     * @param text what to say
     * @return a draft to add to
     */
    public static PortalAnswer text(String text) {
        return new PortalAnswer(EntryId.mint(), text, List.of());
    }

    /**
     * Adds a file.
     *
     * @param upload the file
     * @return a changed copy
     */
    public PortalAnswer attach(Upload upload) {
        List<Upload> more = new ArrayList<>(uploads);
        more.add(upload);
        return new PortalAnswer(id, text, more);
    }

    /**
     * The same answer under an id that the caller kept.
     *
     * @param entry the entry's id
     * @return a changed copy
     */
    public PortalAnswer id(EntryId entry) {
        return new PortalAnswer(entry, text, uploads);
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "PortalAnswer[" + id + "]";
    }
}
