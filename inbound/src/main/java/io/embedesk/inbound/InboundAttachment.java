package io.embedesk.inbound;

import io.embedesk.Content;
import io.embedesk.FileName;
import io.embedesk.Upload;
import org.jspecify.annotations.Nullable;

/**
 * A file of a mail.
 *
 * @param fileName a harmless name
 * @param contentType what the mail says it is
 * @param sizeBytes how many bytes it has
 * @param sha256 the hash of its bytes, 64 hexadecimal digits
 * @param contentId what the mail's HTML calls it, without angle brackets, or null
 * @param inline whether the mail shows it within its text
 * @param content its bytes
 */
public record InboundAttachment(
        FileName fileName,
        String contentType,
        long sizeBytes,
        String sha256,
        @Nullable String contentId,
        boolean inline,
        Content content) {
    Upload upload() {
        return new Upload(fileName, contentType, content, contentId, inline);
    }
}
