package io.embedesk.spi;

import io.embedesk.AttachmentId;
import io.embedesk.internal.FolderAttachments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of files are. They are durable before any row names them; what {@link TicketTransaction#attachments()}
 * keeps is so together with the row. Safe for concurrent use.
 */
public interface AttachmentStore {
    /**
     * Keeps bytes, durably when it returns, or when the transaction commits that it is part of.
     *
     * @param id a new key
     * @param bytes read to the end, not closed
     * @throws IOException if they cannot be read or kept; then nothing is kept
     */
    void put(AttachmentId id, InputStream bytes) throws IOException;

    /**
     * Reads bytes, as a stream.
     *
     * @param id the key
     * @return the bytes, to be closed by the caller; empty when there are none
     * @throws IOException if they cannot be read
     */
    Optional<InputStream> open(AttachmentId id) throws IOException;

    /**
     * Forgets bytes.
     *
     * @param id the key; nothing happens when there are none
     * @throws IOException if they cannot be removed
     */
    void delete(AttachmentId id) throws IOException;

    /**
     * Lists keys, for a sweep that removes what no row names.
     *
     * @param after keys greater than this one, or null to begin
     * @param limit how many at the most
     * @return the keys, in order
     * @throws IOException if they cannot be read
     */
    List<AttachmentId> list(@Nullable AttachmentId after, int limit) throws IOException;

    /**
     * Keeps files in a folder, which nodes may share.
     *
     * @param folder made when the first file comes
     * @return the store
     */
    static AttachmentStore inFolder(Path folder) {
        return new FolderAttachments(folder);
    }
}
