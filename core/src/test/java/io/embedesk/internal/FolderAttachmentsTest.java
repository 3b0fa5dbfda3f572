package io.embedesk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.AttachmentId;
import io.embedesk.spi.AttachmentStore;
import io.embedesk.testing.AttachmentStoreContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderAttachmentsTest extends AttachmentStoreContract {
    @TempDir
    private Path folder = Path.of("");

    @Override
    protected AttachmentStore first() {
        return AttachmentStore.inFolder(folder.resolve("files"));
    }

    @Override
    protected AttachmentStore other() {
        return AttachmentStore.inFolder(folder.resolve("files"));
    }

    @Test
    @SuppressWarnings("InputStreamSlowMultibyteRead") // it looks at the store between two bytes
    void isNotThereBeforeAllOfItIs() throws IOException {
        AttachmentId id = AttachmentId.mint(Instant.EPOCH);
        first().put(id, new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                assertThat(first().open(id)).isEmpty();
                assertThat(first().list(null, 1)).isEmpty();
                return left-- > 99_990 ? 'x' : -1;
            }
        });
        assertThat(first().open(id)).isPresent();
    }

    @Test
    void leavesOtherFilesAloneAndNothingUnfinishedBehind() throws IOException {
        first().put(AttachmentId.mint(Instant.EPOCH), new ByteArrayInputStream(new byte[] {1}));
        Files.writeString(folder.resolve("files/0000/notes.txt"), "not ours");
        assertThat(first().list(null, 10)).hasSize(1);
        try (Stream<Path> unfinished = Files.list(folder.resolve("files/unfinished"))) {
            assertThat(unfinished).isEmpty();
        }
    }
}
