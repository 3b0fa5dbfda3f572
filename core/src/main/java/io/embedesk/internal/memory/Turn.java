package io.embedesk.internal.memory;

import io.embedesk.email.EmailDelivery.State;
import io.embedesk.spi.OutboxRow;
import java.time.Instant;
import java.util.Comparator;

/**
 * When a mail may be taken: one that waits when it is due, one that is on its way when its worker's lease ends.
 *
 * @param at from when on
 * @param number which of two that are due at the same time came first
 */
record Turn(Instant at, long number) implements Comparable<Turn> {
    private static final Comparator<Turn> ORDER = Comparator.comparing(Turn::at).thenComparingLong(Turn::number);

    static Turn of(OutboxRow row, long number) {
        if (row.delivery().state() == State.QUEUED) {
            return new Turn(row.dueAt(), number);
        }
        OutboxRow.Lease lease = row.lease();
        return new Turn(lease == null ? Instant.MAX : lease.until(), number);
    }

    /** The last of those that have come. */
    static Turn upTo(Instant now) {
        return new Turn(now, Long.MAX_VALUE);
    }

    @Override
    public int compareTo(Turn other) {
        return ORDER.compare(this, other);
    }
}
