package io.embedesk.jpa.internal;

import io.embedesk.AttachmentId;
import io.embedesk.StorageException;
import io.embedesk.TransactionConflictException;
import io.embedesk.spi.AttachmentStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Files in the database, in pieces, so that none is ever whole in memory. A file is there when its transaction is. */
public final class JpaAttachments implements AttachmentStore {
    private final Parts parts;
    private final @Nullable Rows running;

    private JpaAttachments(Parts parts, @Nullable Rows running) {
        this.parts = parts;
        this.running = running;
    }

    /** Each call is a transaction of its own, whatever the caller is inside of. */
    public static JpaAttachments committing(Parts parts) {
        return new JpaAttachments(parts, null);
    }

    /** All calls are part of a transaction that is running. */
    static JpaAttachments within(Parts parts, Rows running) {
        return new JpaAttachments(parts, running);
    }

    @Override
    public void put(AttachmentId id, InputStream bytes) throws IOException {
        work(rows -> {
            try {
                int number = 0;
                byte[] chunk = bytes.readNBytes(BlobChunkRow.BYTES);
                // A file of nothing has one empty piece, so that it exists.
                while (number == 0 || chunk.length > 0) {
                    rows.insert(row(id, number++, chunk));
                    chunk = bytes.readNBytes(BlobChunkRow.BYTES);
                }
                return number;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private BlobChunkRow row(AttachmentId id, int number, byte[] bytes) {
        BlobChunkRow row = new BlobChunkRow();
        row.key = id + "-" + number;
        row.workspace = parts.workspace().id();
        row.blobId = id.value();
        row.number = number;
        row.bytes = bytes;
        return row;
    }

    @Override
    public Optional<InputStream> open(AttachmentId id) throws IOException {
        return chunk(id, 0).map(first -> new ChunkStream(number -> chunk(id, number), first));
    }

    private Optional<byte[]> chunk(AttachmentId id, int number) throws IOException {
        String jpql = """
                select c from EmbedeskBlobChunk c
                where c.workspace = :workspace and c.blobId = :blob and c.number = :number
                """;
        return this.<Optional<byte[]>>work(rows -> rows.first(
                        BlobChunkRow.class, jpql, Map.<String, Object>of("blob", id.value(), "number", number))
                .map(row -> row.bytes));
    }

    @Override
    public void delete(AttachmentId id) throws IOException {
        work(rows -> rows.run(
                "delete from embedesk_blob_chunk where workspace = ?1 and blob_id = ?2",
                rows.workspace().id(),
                id.value()));
    }

    @Override
    public List<AttachmentId> list(@Nullable AttachmentId after, int limit) throws IOException {
        String jpql = """
                select c.blobId from EmbedeskBlobChunk c
                where c.workspace = :workspace and c.number = 0 and c.blobId > :after order by c.blobId
                """;
        String from = after == null ? "" : after.value();
        return this.<List<String>>work(rows -> rows.list(String.class, jpql, Map.of("after", from), limit)).stream()
                .map(AttachmentId::new)
                .toList();
    }

    private <T> T work(Function<Rows, T> work) throws IOException {
        try {
            return running == null ? committed(work) : work.apply(running);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The bytes are a stream, so that no attempt can be repeated. */
    private <T> T committed(Function<Rows, T> work) throws IOException {
        try {
            return Failures.<T>once(() -> parts.unitOfWork().commit(em -> work.apply(parts.rows(em))));
        } catch (StorageException | TransactionConflictException e) {
            throw new IOException("The database refused the bytes", e);
        }
    }
}
