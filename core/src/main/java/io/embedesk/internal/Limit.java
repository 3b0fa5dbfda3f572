package io.embedesk.internal;

import io.embedesk.spi.KeyedRow;
import io.embedesk.spi.TicketTransaction;
import java.time.Duration;
import java.time.Instant;

/** How often something may happen to one subject, counted in windows that begin at multiples of their length. */
record Limit(String purpose, int most, Duration within) {
    /** When the window ends that a time is in. */
    Instant end(Instant now) {
        return Instant.ofEpochMilli((now.toEpochMilli() / within.toMillis() + 1) * within.toMillis());
    }

    /** Counts one more, unless it would be too many. The subject, such as an address, is kept only as a hash. */
    boolean take(TicketTransaction tx, String subject, Instant now) {
        long length = within.toMillis();
        long window = now.toEpochMilli() / length;
        String group = "limit:" + purpose;
        String key = Hashes.hex(subject) + "." + length + "." + window;
        if (most > 0 && tx.keys().insert(KeyedRow.of(group, key, "1").until(end(now)))) {
            return true;
        }
        // The insert that found the key taken has also waited for whoever was counting.
        return tx.keys()
                .find(group, key)
                .filter(row -> Integer.parseInt(row.value()) < most)
                .filter(row -> tx.keys().replace(row.with(Integer.toString(Integer.parseInt(row.value()) + 1))))
                .isPresent();
    }
}
