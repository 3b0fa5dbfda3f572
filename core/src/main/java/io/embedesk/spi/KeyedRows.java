package io.embedesk.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A small keyed table for what is no ticket: saved replies, portal links, limits, conversations, settings. */
public interface KeyedRows {
    /**
     * Reads a row.
     *
     * @param group its group
     * @param key its key
     * @return the row, if there is one
     */
    Optional<KeyedRow> find(String group, String key);

    /**
     * Adds a row, unless its key is taken: then nothing happens. Of two transactions that add the same key one waits for the
     * other.
     *
     * @param row new
     * @return whether it was added
     */
    boolean insert(KeyedRow row);

    /**
     * Replaces a row, if it is still the one that the caller knows.
     *
     * @param next with a version that is one more than the row's
     * @return whether it was replaced
     */
    boolean replace(KeyedRow next);

    /**
     * Removes a row. Of two transactions that remove the same row, one is told that it did.
     *
     * @param group its group
     * @param key its key
     * @return whether there was one
     */
    boolean delete(String group, String key);

    /**
     * Lists a group.
     *
     * @param group which
     * @param after keys greater than this one, or null to begin
     * @param limit how many at the most
     * @return the rows, by key
     */
    List<KeyedRow> list(String group, @Nullable String after, int limit);

    /**
     * Removes rows whose time is over.
     *
     * @param now the time
     * @param limit how many at the most
     * @return how many it removed
     */
    int deleteExpired(Instant now, int limit);
}
