package io.embedesk.jpa.internal;

import io.embedesk.Attachment;
import io.embedesk.AttachmentId;
import io.embedesk.FileName;
import io.embedesk.ThreadEntry;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** What is known of a file; its bytes are elsewhere. */
@Cacheable(false)
@Entity(name = "EmbedeskAttachment")
@Table(name = "embedesk_attachment")
class AttachmentRow implements Rows.Row {
    @Id
    @Column(name = "id", length = 26, nullable = false)
    String id = "";

    @Column(name = "workspace", length = 64, nullable = false)
    String workspace = "";

    @Column(name = "ticket_id", length = 26, nullable = false)
    String ticketId = "";

    @Column(name = "entry_id", length = 26, nullable = false)
    String entryId = "";

    /** Its place among the files of its entry. */
    @Column(name = "place", nullable = false)
    int place;

    @Column(name = "file_name", length = 150, nullable = false)
    String fileName = "";

    @Column(name = "content_type", length = 100, nullable = false)
    String contentType = "";

    @Column(name = "size_bytes", nullable = false)
    long sizeBytes;

    @Column(name = "sha256", length = 64, nullable = false)
    String sha256 = "";

    @Column(name = "content_id", length = 255)
    @Nullable
    String contentId;

    @Column(name = "is_inline", nullable = false)
    boolean inline;

    static AttachmentRow of(String workspace, ThreadEntry entry, int place) {
        Attachment attachment = entry.attachments().get(place);
        AttachmentRow row = new AttachmentRow();
        row.id = attachment.id().value();
        row.workspace = workspace;
        row.ticketId = entry.ticket().value();
        row.entryId = entry.id().value();
        row.place = place;
        row.fileName = attachment.fileName().value();
        row.contentType = attachment.contentType();
        row.sizeBytes = attachment.sizeBytes();
        row.sha256 = attachment.sha256();
        row.contentId = attachment.contentId();
        row.inline = attachment.inline();
        return row;
    }

    Attachment attachment() {
        return new Attachment(
                new AttachmentId(id), FileName.of(fileName), contentType, sizeBytes, sha256, contentId, inline);
    }
}
