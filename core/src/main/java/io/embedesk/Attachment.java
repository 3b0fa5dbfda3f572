package io.embedesk;

import org.jspecify.annotations.Nullable;

/**
 * A file in a thread. Its bytes are in the desk's {@link io.embedesk.spi.AttachmentStore} under its id.
 *
 * @param id its name, and the key of its bytes
 * @param fileName a harmless name to show
 * @param contentType what its sender said it is: never serve it inline on the strength of this
 * @param sizeBytes how many bytes it has
 * @param sha256 the hash of its bytes, 64 hexadecimal digits
 * @param contentId what the mail's HTML calls it, without angle brackets; null when it is not referred to
 * @param inline whether its mail shows it within the text
 */
public record Attachment(
        AttachmentId id,
        FileName fileName,
        String contentType,
        long sizeBytes,
        String sha256,
        @Nullable String contentId,
        boolean inline) {}
