package io.embedesk.internal.memory;

import io.embedesk.AttachmentId;
import io.embedesk.spi.AttachmentStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Bytes in memory; what a transaction does to them is undone with it. */
record MemoryAttachments(ConcurrentNavigableMap<AttachmentId, byte[]> blobs, Supplier<Undo> undo)
        implements AttachmentStore {
    @Override
    public void put(AttachmentId id, InputStream bytes) throws IOException {
        undo.get().put(blobs, id, bytes.readAllBytes());
    }

    @Override
    public Optional<InputStream> open(AttachmentId id) {
        return Optional.ofNullable(blobs.get(id)).map(ByteArrayInputStream::new);
    }

    @Override
    public void delete(AttachmentId id) {
        undo.get().remove(blobs, id);
    }

    @Override
    public List<AttachmentId> list(@Nullable AttachmentId after, int limit) {
        return (after == null ? blobs : blobs.tailMap(after, false))
                .keySet().stream().limit(limit).toList();
    }
}
