package io.embedesk.examples.helpdesk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embedesk.Attachment;
import io.embedesk.AttachmentDownload;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** A stranger's file on its way to an agent: pictures are shown, everything else is saved, and nothing is run. */
public final class Download {
    private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private Download() {}

    /** {@return whether a page may show it} */
    public static boolean isPicture(Attachment attachment) {
        return PICTURES.contains(attachment.contentType());
    }

    static void send(AttachmentDownload download, HttpServletResponse response) throws IOException {
        Attachment attachment = download.attachment();
        boolean picture = isPicture(attachment);
        ContentDisposition disposition = (picture ? ContentDisposition.inline() : ContentDisposition.attachment())
                .filename(attachment.fileName().value(), UTF_8)
                .build();
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, disposition.toString());
        // A picture's type is only what its sender says: with nosniff, it is shown as that or not at all.
        response.setContentType(picture ? attachment.contentType() : "application/octet-stream");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=3600");
        response.setContentLengthLong(attachment.sizeBytes());
        download.bytes().transferTo(response.getOutputStream());
    }
}
