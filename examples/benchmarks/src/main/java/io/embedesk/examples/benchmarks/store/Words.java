package io.embedesk.examples.benchmarks.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How the store writes what it looks up. */
final class Words {
    private static final int MARK_CHARS = 6;

    private Words() {}

    static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What each word in the index begins with. */
    static String mark(String workspace) {
        return hash(workspace).substring(0, MARK_CHARS);
    }
}
