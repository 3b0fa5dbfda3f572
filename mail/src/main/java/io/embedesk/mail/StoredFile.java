package io.embedesk.mail;

import io.embedesk.Attachment;
import io.embedesk.spi.EmailChannel.Files;
import jakarta.activation.DataSource;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** An attachment as Jakarta Mail reads it: from the store, while it is sent, each time anew. */
record StoredFile(Attachment attachment, Files files) implements DataSource {
    private static final ContentType UNKNOWN = new ContentType("application", "octet-stream", null);

    @Override
    public InputStream getInputStream() throws IOException {
        return files.open(attachment.id());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        throw new IOException("An attachment is only read");
    }

    @Override
    public String getContentType() {
        return primaryType() + "/" + subType();
    }

    String primaryType() {
        return type().getPrimaryType();
    }

    String subType() {
        return type().getSubType();
    }

    /** Only the type itself: what a sender put behind it stays out of our headers. */
    private ContentType type() {
        try {
            ContentType type = new ContentType(attachment.contentType());
            boolean nested = type.match("multipart/*") || type.match("message/*");
            return nested ? UNKNOWN : type;
        } catch (ParseException e) {
            return UNKNOWN;
        }
    }

    @Override
    public String getName() {
        return attachment.fileName().value();
    }
}
