package io.embedesk.inbound;

import io.embedesk.Content;
import jakarta.mail.internet.SharedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a request, or a part of them, by their positions. Few are in memory; many are in a temporary file, of which a window
 * is in memory: whoever goes through them in order does not notice. For one thread at a time, other than the streams and slices.
 */
final class Bytes implements AutoCloseable {
    /** More than this goes to a file. */
    static final int IN_MEMORY = 1 << 20;

    private static final int WINDOW = 64 << 10;
    /** How far back one may look without reading again. */
    private static final int BEHIND = 4 << 10;

    private static final byte[] NONE = new byte[0];

    private final @Nullable FileChannel file;
    private final int offset;
    private final int size;
    /** Some of the bytes: from position {@code start} of the whole, {@code length} of them. */
    private byte[] window;

    private int start;
    private int length;

    private Bytes(@Nullable FileChannel file, int offset, int size, byte[] window) {
        this.file = file;
        this.offset = offset;
        this.size = size;
        this.window = window;
        this.length = file == null ? window.length : 0;
    }

    static Bytes of(byte[] bytes) {
        return new Bytes(null, 0, bytes.length, bytes);
    }

    static Bytes utf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads to the end, or one byte more than allowed. */
    static Bytes read(InputStream in, int most) throws IOException {
        byte[] first = in.readNBytes(Math.min(IN_MEMORY, most) + 1);
        return first.length <= IN_MEMORY || first.length > most ? of(first) : spilled(first, in, most);
    }

    /** The file has no name for long: where the system allows it, it is gone even when the process is killed. */
    private static Bytes spilled(byte[] first, InputStream in, int most) throws IOException {
        Path path = Files.createTempFile("embedesk", ".request");
        FileChannel file = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        try {
            byte[] block = first;
            int length = block.length;
            int size = 0;
            while (length > 0) {
                size += write(file, block, length);
                length = in.readNBytes(block, 0, Math.min(block.length, most + 1 - size));
            }
            return new Bytes(file, 0, size, NONE);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static int write(FileChannel file, byte[] block, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(block, 0, length);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
        return length;
    }

    int size() {
        return size;
    }

    byte at(int position) {
        int within = offset + position - start;
        if (within < 0 || within >= length) {
            load(offset + position);
            within = offset + position - start;
        }
        return window[within];
    }

    /** Some of the bytes from a position on, at least one. Parsers ask for a few at a time. */
    private int copy(int position, byte[] into, int at, int most) {
        if (file != null && most >= WINDOW) {
            return fill(file, offset + position, into, at, most);
        }
        into[at] = at(position);
        int within = offset + position - start;
        int count = Math.min(most, length - within);
        System.arraycopy(window, within, into, at, count);
        return count;
    }

    private void load(int position) {
        if (file == null) {
            throw new IndexOutOfBoundsException(position);
        }
        if (window.length == 0) {
            window = new byte[Math.min(WINDOW, size + BEHIND)];
        }
        start = Math.max(0, position - BEHIND);
        length = fill(file, start, window, 0, window.length);
        if (position >= start + length) {
            throw new IndexOutOfBoundsException(position);
        }
    }

    private static int fill(FileChannel file, int from, byte[] into, int at, int most) {
        ByteBuffer buffer = ByteBuffer.wrap(into, at, most);
        try {
            int read = 0;
            while (buffer.hasRemaining() && read >= 0) {
                read = file.read(buffer, from + buffer.position() - at);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.position() - at;
    }

    /** Some of them; valid as long as these are. */
    Bytes slice(int from, int to) {
        return file == null
                ? new Bytes(null, offset + from, to - from, window)
                : new Bytes(file, offset + from, to - from, NONE);
    }

    /** A copy of them all, for what is small or becomes a text. */
    byte[] toArray() {
        return toArray(0, size);
    }

    private byte[] toArray(int from, int to) {
        if (file == null) {
            return Arrays.copyOfRange(window, offset + from, offset + to);
        }
        byte[] all = new byte[to - from];
        fill(file, offset + from, all, 0, all.length);
        return all;
    }

    /** A short piece as text of which every byte is a character. */
    String latin(int from, int to) {
        return to <= from ? "" : new String(toArray(from, to), StandardCharsets.ISO_8859_1);
    }

    boolean matches(int position, byte[] word) {
        if (position + word.length > size) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (at(position + i) != word[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whatever takes bytes in blocks: a MAC, a signature, a hash. */
    interface Sink {
        void update(byte[] block, int from, int length) throws GeneralSecurityException;
    }

    void feed(Sink sink) throws GeneralSecurityException {
        if (file == null) {
            sink.update(window, offset, size);
            return;
        }
        byte[] block = new byte[WINDOW];
        for (int at = 0; at < size; at += block.length) {
            int read = fill(file, offset + at, block, 0, Math.min(block.length, size - at));
            sink.update(block, 0, read);
        }
    }

    InputStream open() {
        return new Stream(this);
    }

    Content content() {
        return this::open;
    }

    /** Forgets the file; slices and streams fail from then on. */
    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    /** Parts of it are read in place: a parser copies nothing. */
    private static final class Stream extends InputStream implements SharedInputStream {
        private final Bytes bytes;
        private int next;
        private int marked;

        Stream(Bytes bytes) {
            // A window of its own: two streams do not take each other's.
            this.bytes = bytes.slice(0, bytes.size());
        }

        @Override
        public int read() {
            return next == bytes.size ? -1 : bytes.at(next++) & 0xff;
        }

        @Override
        public int read(byte[] into, int at, int most) {
            if (most == 0) {
                return 0;
            }
            if (next == bytes.size) {
                return -1;
            }
            int count = bytes.copy(next, into, at, Math.min(most, bytes.size - next));
            next += count;
            return count;
        }

        @Override
        public long skip(long most) {
            int count = (int) Math.max(0, Math.min(most, bytes.size - next));
            next += count;
            return count;
        }

        @Override
        public int available() {
            return bytes.size - next;
        }

        @Override
        public boolean markSupported() {
            return true;
        }

        @Override
        public void mark(int most) {
            marked = next;
        }

        @Override
        public void reset() {
            next = marked;
        }

        @Override
        public long getPosition() {
            return next;
        }

        @Override
        public InputStream newStream(long from, long to) {
            return new Stream(bytes.slice((int) from, to < 0 ? bytes.size : (int) to));
        }
    }
}
