package io.embedesk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes that can be read again and again, so that nothing large has to be held in memory. */
@FunctionalInterface
public interface Content {
    /**
     * Starts reading from the first byte.
     *
     * @return a new stream; the caller closes it
     * @throws IOException if the bytes are not there
     */
    InputStream open() throws IOException;

    /**
     * Bytes in memory.
     *
     * @param bytes copied
     * @return the content
     */
    static Content of(byte[] bytes) {
        byte[] copy = bytes.clone();
        return () -> new ByteArrayInputStream(copy);
    }

    /**
     * A file, which must stay until the call that it is passed to has returned.
     *
     * @param file where
     * @return the content
     */
    static Content of(Path file) {
        return () -> Files.newInputStream(file);
    }
}
