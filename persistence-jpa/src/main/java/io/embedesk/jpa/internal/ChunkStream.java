package io.embedesk.jpa.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;

/** Reads a file piece by piece; between two pieces it holds no connection. */
final class ChunkStream extends InputStream {
    private final Chunks chunks;
    private byte[] current;
    private int position;
    private int number;

    /** Reads a piece. */
    interface Chunks {
        Optional<byte[]> read(int number) throws IOException;
    }

    ChunkStream(Chunks chunks, byte[] first) {
        this.chunks = chunks;
        this.current = first;
    }

    private boolean atEnd() throws IOException {
        while (position == current.length) {
            // Only the last piece is shorter than the others.
            Optional<byte[]> next = current.length < BlobChunkRow.BYTES ? Optional.empty() : chunks.read(++number);
            if (next.isEmpty()) {
                return true;
            }
            current = next.get();
            position = 0;
        }
        return false;
    }

    @Override
    public int read() throws IOException {
        return atEnd() ? -1 : current[position++] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        if (atEnd()) {
            return -1;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, buffer, offset, count);
        position += count;
        return count;
    }
}
