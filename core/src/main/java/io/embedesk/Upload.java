package io.embedesk;

import org.jspecify.annotations.Nullable;

/**
 * A file on its way into a thread.
 *
 * @param fileName what it is called
 * @param contentType what the sender says it is; never believed when it is served
 * @param content its bytes
 * @param contentId what a mail's HTML calls it ({@code cid:}), without angle brackets; null for an ordinary attachment
 * @param inline whether the mail shows it within its text
 */
public record Upload(
        FileName fileName,
        String contentType,
        Content content,
        @Nullable String contentId,
        boolean inline) {
    /**
     * An ordinary attachment.
     *
     * @param fileName any name; it is made harmless
     * @param contentType such as {@code image/png}
     * @param content its bytes
     * @return the upload
     */
    public static Upload of(String fileName, String contentType, Content content) {
        return new Upload(FileName.of(fileName), contentType, content, null, false);
    }
}
