package io.embedesk;

import java.io.IOException;
import java.io.InputStream;

/**
 * An attachment with its bytes, on the way to a reader who may have it.
 *
 * @param attachment what it is
 * @param bytes its bytes; closed with this
 */
public record AttachmentDownload(Attachment attachment, InputStream bytes) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
