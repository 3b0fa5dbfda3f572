package io.embedesk.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value under a key.
 *
 * @param group what the keys of one purpose have in common, at most 100 ASCII characters; what comes before a colon names the
 *     purpose
 * @param key unique in its group, at most 200 characters
 * @param value at most 1,000,000 characters
 * @param version 1 for a new row, one more for each replacement
 * @param expiresAt when {@link KeyedRows#deleteExpired} may remove it; null for never. Until then it is there
 */
public record KeyedRow(
        String group,
        String key,
        String value,
        long version,
        @Nullable Instant expiresAt) {
    /**
     * A new row that does not expire.
     *
     * @param group its group
     * @param key its key
     * @param value its value
     * @return the row
     */
    public static KeyedRow of(String group, String key, String value) {
        return new KeyedRow(group, key, value, 1, null);
    }

    /**
     * The row with an end.
     *
     * @param when when it may be removed
     * @return a changed copy
     */
    public KeyedRow until(Instant when) {
        return new KeyedRow(group, key, value, version, when);
    }

    /**
     * The row that replaces this one.
     *
     * @param next its value
     * @return a changed copy, one version on
     */
    public KeyedRow with(String next) {
        return new KeyedRow(group, key, next, version + 1, expiresAt);
    }

    /** A value may be personal data and stays out of logs. */
    @Override
    public String toString() {
        return "KeyedRow[" + group + " v" + version + "]";
    }
}
