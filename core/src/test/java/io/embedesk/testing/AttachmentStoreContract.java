package io.embedesk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.AttachmentId;
import io.embedesk.spi.AttachmentStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link AttachmentStore} promises. A store's test extends this and opens two instances on one empty place. */
public abstract class AttachmentStoreContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** For subclasses. */
    protected AttachmentStoreContract() {}

    /** {@return an instance} */
    protected abstract AttachmentStore first();

    /** {@return another instance on the same place} */
    protected abstract AttachmentStore other();

    @Test
    void keepsBytesAsTheyAre() throws IOException {
        AttachmentId id = AttachmentId.mint(NOON);
        byte[] bytes = new byte[300_001];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) (i * 31));
        first().put(id, new ByteArrayInputStream(bytes));
        try (InputStream in = other().open(id).orElseThrow()) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
        assertThat(first().list(null, 10)).containsExactly(id);
        assertThat(first().list(id, 10)).isEmpty();
        first().delete(id);
        first().delete(id);
        assertThat(other().open(id)).isEmpty();
    }

    @Test
    void keepsNothingOfAStreamThatBreaks() throws IOException {
        AttachmentId id = AttachmentId.mint(NOON);
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        InputStream breaking = new SequenceInputStream(new ByteArrayInputStream(new byte[200_000]), closed);
        assertThatThrownBy(() -> first().put(id, breaking)).isInstanceOf(IOException.class);
        assertThat(first().open(id)).isEmpty();
        assertThat(first().list(null, 10)).isEmpty();
    }

    @Test
    void keepsBytesOfNothing() throws IOException {
        AttachmentId id = AttachmentId.mint(NOON);
        first().put(id, InputStream.nullInputStream());
        try (InputStream in = first().open(id).orElseThrow()) {
            assertThat(in.readAllBytes()).isEmpty();
        }
    }

    @Test
    void listsKeysInOrderAndInPages() throws IOException {
        List<AttachmentId> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            AttachmentId id = AttachmentId.mint(NOON.plus(Duration.ofDays(i)));
            first().put(id, new ByteArrayInputStream(new byte[] {1}));
            all.add(id);
        }
        List<AttachmentId> listed = new ArrayList<>();
        List<AttachmentId> page = other().list(null, 5);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(5);
            listed.addAll(page);
            page = other().list(page.get(page.size() - 1), 5);
        }
        assertThat(listed).isEqualTo(all);
    }
}
