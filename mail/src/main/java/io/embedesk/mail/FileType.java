package io.embedesk.mail;

import io.embedesk.Attachment;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParseException;

/** The media type that a file is sent with: only the type itself, what a sender put behind it stays out of our headers. */
final class FileType {
    private FileType() {}

    static ContentType of(Attachment attachment) {
        try {
            ContentType type = new ContentType(attachment.contentType());
            // A nested mail would be taken apart on the way, and could be read as part of this one.
            boolean nested = type.match("multipart/*") || type.match("message/*");
            return nested ? unknown() : new ContentType(type.getPrimaryType(), type.getSubType(), null);
        } catch (ParseException e) {
            return unknown();
        }
    }

    private static ContentType unknown() {
        return new ContentType("application", "octet-stream", null);
    }
}
