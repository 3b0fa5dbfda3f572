package io.embedesk.internal;

import io.embedesk.Attachment;
import io.embedesk.AttachmentId;
import io.embedesk.AttachmentLimits;
import io.embedesk.EmbedeskException;
import io.embedesk.StorageException;
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
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the bytes of files where they belong before any row names them, and takes them back when no row will. */
final class Files {
    private static final Logger LOG = LoggerFactory.getLogger(Files.class);
    private final DeskParts parts;
    private final AttachmentStore store;

    Files(DeskParts parts) {
        this.parts = parts;
        this.store = parts.files();
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

    /** Puts files away, then does what names them; if that is refused they are taken back. */
    <T> T keeping(List<Upload> uploads, Function<List<Attachment>, T> work) {
        List<Attachment> attachments = keptOrFailed(uploads);
        try {
            return work.apply(attachments);
        } catch (StorageException e) {
            // The commit may have happened: the bytes stay, for the entry that may name them.
            throw e;
        } catch (EmbedeskException e) {
            drop(attachments);
            throw e;
        }
    }

    private List<Attachment> keptOrFailed(List<Upload> uploads) {
        try {
            return keep(uploads);
        } catch (IOException e) {
            throw new StorageException("The bytes of an attachment could not be kept", e);
        }
    }

    private Attachment keep(Upload upload) throws IOException {
        AttachmentId id = AttachmentId.mint(parts.now());
        MessageDigest hash = Hashes.sha256();
        try (InputStream raw = upload.content().open();
                Counting counting = new Counting(new DigestInputStream(raw, hash))) {
            store.put(id, counting);
            return new Attachment(
                    id,
                    upload.fileName(),
                    contentType(upload),
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
            AttachmentId id = AttachmentId.mint(parts.now());
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

    /** Checked before anything is written; size and type are only known by reading, so each content is read once for this. */
    static void check(List<Upload> uploads, AttachmentLimits limits, Violations wrong) {
        if (uploads.size() > limits.maxFiles()) {
            wrong.add("attachments", "are " + uploads.size() + "; at most " + limits.maxFiles() + " are allowed");
            return;
        }
        long total = 0;
        for (Upload upload : uploads) {
            total += check(upload, limits, wrong);
        }
        if (total > limits.maxTotalBytes()) {
            wrong.add("attachments", "have more than " + limits.maxTotalBytes() + " bytes together");
        }
    }

    private static long check(Upload upload, AttachmentLimits limits, Violations wrong) {
        try {
            FileSniffer.Sniffed file =
                    FileSniffer.sniff(upload.content(), upload.fileName(), limits.maxFileBytes() + 1);
            if (file.sizeBytes() > limits.maxFileBytes()) {
                wrong.add(
                        "attachments", "'" + upload.fileName() + "' has more than " + limits.maxFileBytes() + " bytes");
            } else if (!limits.kinds().contains(file.type().kind())) {
                wrong.add(
                        "attachments",
                        "'" + upload.fileName() + "' is not of a kind that is allowed: " + kinds(limits));
            }
            return file.sizeBytes();
        } catch (IOException e) {
            wrong.add("attachments", "'" + upload.fileName() + "' cannot be read: " + e.getMessage());
            return 0;
        }
    }

    private static String kinds(AttachmentLimits limits) {
        return limits.kinds().stream()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** What the bytes say, else what the sender says, unless the bytes would have said that. */
    private static String contentType(Upload upload) throws IOException {
        FileType type = FileSniffer.sniff(upload.content(), upload.fileName(), Long.MAX_VALUE)
                .type();
        String said = Texts.oneLine(upload.contentType(), 100);
        return type != FileType.UNKNOWN || said.isEmpty() || FileType.isRecognisable(said) ? type.contentType() : said;
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
