package io.embedesk.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.internet.SharedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In memory or in a file, the bytes are the same. */
class BytesTest {
    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5_000, Bytes.IN_MEMORY, Bytes.IN_MEMORY + 1, 3_333_333})
    void areThereByPosition(int size) throws IOException, GeneralSecurityException {
        byte[] expected = random(size);
        try (Bytes bytes = Bytes.read(new ByteArrayInputStream(expected), size)) {
            assertThat(bytes.size()).isEqualTo(size);
            assertThat(bytes.toArray()).isEqualTo(expected);
            for (int i = 0; i < size; i++) {
                if (bytes.at(i) != expected[i]) {
                    assertThat(bytes.at(i)).as("at %d", i).isEqualTo(expected[i]);
                }
            }
            Random somewhere = new Random(1);
            for (int i = 0; i < 200 && size > 0; i++) {
                int at = somewhere.nextInt(size);
                assertThat(bytes.at(at)).isEqualTo(expected[at]);
            }
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            bytes.feed(hash::update);
            assertThat(hash.digest())
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5_000, 3_333_333})
    void areSharedByStreamsAndSlices(int size) throws IOException {
        byte[] expected = random(size);
        try (Bytes bytes = Bytes.read(new ByteArrayInputStream(expected), size)) {
            Bytes slice = bytes.slice(1_000, size - 1_000).slice(10, size - 3_000);
            byte[] part = Arrays.copyOfRange(expected, 1_010, size - 2_000);
            assertThat(slice.toArray()).isEqualTo(part);
            assertThat(slice.matches(7, Arrays.copyOfRange(part, 7, 90))).isTrue();
            assertThat(slice.matches(8, Arrays.copyOfRange(part, 7, 90))).isFalse();
            assertThat(slice.matches(slice.size() - 1, new byte[2])).isFalse();
            try (InputStream first = slice.open();
                    InputStream second = slice.open()) {
                assertThat(second.read()).isEqualTo(part[0] & 0xff);
                assertThat(second.skip(100)).isEqualTo(100);
                second.mark(10);
                assertThat(second.readNBytes(50)).isEqualTo(Arrays.copyOfRange(part, 101, 151));
                second.reset();
                SharedInputStream shared = (SharedInputStream) second;
                assertThat(shared.getPosition()).isEqualTo(101);
                try (InputStream third = shared.newStream(200, 1_200);
                        InputStream rest = ((SharedInputStream) third).newStream(500, -1)) {
                    assertThat(third.readAllBytes()).isEqualTo(Arrays.copyOfRange(part, 200, 1_200));
                    assertThat(rest.readAllBytes()).isEqualTo(Arrays.copyOfRange(part, 700, 1_200));
                }
                assertThat(first.readAllBytes()).isEqualTo(part);
                assertThat(first.read()).isEqualTo(-1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, Bytes.IN_MEMORY, 3_000_000})
    void areReadNoFurtherThanOneMoreThanAllowed(int most) throws IOException {
        try (Bytes bytes = Bytes.read(new ByteArrayInputStream(new byte[4_000_000]), most)) {
            assertThat(bytes.size()).isEqualTo(most + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3_000_000})
    void ofAFileAreGoneWhenItIsClosed(int size) throws IOException {
        Bytes bytes = Bytes.read(new ByteArrayInputStream(new byte[size]), size);
        InputStream open = bytes.open();
        bytes.close();
        assertThatThrownBy(open::readAllBytes).isInstanceOf(UncheckedIOException.class);
    }
}
