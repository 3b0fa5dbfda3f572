package io.embedesk.internal;

import io.embedesk.Attachment;
import io.embedesk.AttachmentId;
import io.embedesk.AttachmentLimits;
import io.embedesk.Upload;
import io.embedesk.spi.AttachmentStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the bytes of files where they belong before any row names them, and takes them back when no row will. */
final class Files {
    private static final Logger LOG = LoggerFactory.getLogger(Files.class);
    private final AttachmentStore store;

    Files(AttachmentStore store) {
        this.store = store;
    }

    List<Attachment> keep(List<Upload> uploads) throws IOException {
        List<Attachment> kept = new ArrayList<>();
        try {
            for (Upload upload : uploads) {
                kept.add(keep(upload));
            }
            return kept;
        } catch (IOException | RuntimeException e) {
            drop(kept);
            throw e;
        }
    }

    private Attachment keep(Upload upload) throws IOException {
        AttachmentId id = AttachmentId.mint();
        MessageDigest hash = Hashes.sha256();
        try (InputStream raw = upload.content().open();
                Counting counting = new Counting(new DigestInputStream(raw, hash))) {
            store.put(id, counting);
            String contentType = Texts.oneLine(upload.contentType(), 100);
            return new Attachment(
                    id,
                    upload.fileName(),
                    contentType.isEmpty() ? "application/octet-stream" : contentType,
                    counting.count,
                    HexFormat.of().formatHex(hash.digest()),
                    upload.contentId() == null ? null : Texts.oneLine(upload.contentId(), 255),
                    upload.inline());
        }
    }

    /** The same bytes under names of their own: deleting one ticket must not take the other's. */
    List<Attachment> copies(List<Attachment> originals) throws IOException {
        List<Attachment> copies = new ArrayList<>();
        for (Attachment original : originals) {
            AttachmentId id = AttachmentId.mint();
            try (InputStream bytes = store.open(original.id())
                    .orElseThrow(() -> new IOException("The bytes of attachment " + original.id() + " are gone"))) {
                store.put(id, bytes);
            }
            copies.add(new Attachment(
                    id,
                    original.fileName(),
                    original.contentType(),
                    original.sizeBytes(),
                    original.sha256(),
                    original.contentId(),
                    original.inline()));
        }
        return copies;
    }

    /** Best effort: what cannot be deleted now is left for a sweep. */
    void drop(Collection<Attachment> attachments) {
        dropIds(attachments.stream().map(Attachment::id).toList());
    }

    void dropIds(Collection<AttachmentId> ids) {
        for (AttachmentId id : ids) {
            try {
                store.delete(id);
            } catch (IOException | RuntimeException e) {
                LOG.warn("Bytes {} were not deleted; nothing names them any more, so a sweep may remove them.", id, e);
            }
        }
    }

    /** Checked before anything is written; sizes are only known by reading, so each content is read once for this. */
    static void check(List<Upload> uploads, AttachmentLimits limits, Violations wrong) {
        if (uploads.size() > limits.maxFiles()) {
            wrong.add("attachments", "are " + uploads.size() + "; at most " + limits.maxFiles() + " are allowed");
            return;
        }
        long total = 0;
        for (Upload upload : uploads) {
            long size = size(upload, limits.maxFileBytes() + 1, wrong);
            if (size > limits.maxFileBytes()) {
                wrong.add(
                        "attachments", "'" + upload.fileName() + "' has more than " + limits.maxFileBytes() + " bytes");
            }
            total += size;
        }
        if (total > limits.maxTotalBytes()) {
            wrong.add("attachments", "have more than " + limits.maxTotalBytes() + " bytes together");
        }
    }

    private static long size(Upload upload, long enough, Violations wrong) {
        try (InputStream in = upload.content().open()) {
            byte[] buffer = new byte[8192];
            long size = 0;
            int read;
            while (size < enough && (read = in.read(buffer)) >= 0) {
                size += read;
            }
            return size;
        } catch (IOException e) {
            wrong.add("attachments", "'" + upload.fileName() + "' cannot be read: " + e.getMessage());
            return 0;
        }
    }

    private static final class Counting extends FilterInputStream {
        private long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count += Math.max(read, 0);
            return read;
        }
    }
}
