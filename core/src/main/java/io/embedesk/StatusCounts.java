package io.embedesk;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many tickets there are in each status.
 *
 * @param byStatus every status, also those with none
 * @param capped whether counting stopped at {@link #CAP} for any status: then read that number as "or more"
 */
public record StatusCounts(Map<Status, Long> byStatus, boolean capped) {
    /** Where counting stops for a status, unless status and priority are all that restricts. */
    public static final long CAP = 10_000;

    // Completes the map and takes a copy.
    public StatusCounts {
        Map<Status, Long> complete = new EnumMap<>(Status.class);
        for (Status status : Status.values()) {
            complete.put(status, byStatus.getOrDefault(status, 0L));
        }
        byStatus = Map.copyOf(complete);
    }

    /**
     * Numbers that nothing has cut.
     *
     * @param byStatus how many there are
     * @return the counts
     */
    public static StatusCounts exact(Map<Status, Long> byStatus) {
        return new StatusCounts(byStatus, false);
    }

    /**
     * Numbers that are cut at {@link #CAP}.
     *
     * @param byStatus how many there are, or how many were counted
     * @return the counts
     */
    public static StatusCounts upToCap(Map<Status, Long> byStatus) {
        Map<Status, Long> cut = new EnumMap<>(Status.class);
        byStatus.forEach((status, count) -> cut.put(status, Math.min(count, CAP)));
        return new StatusCounts(cut, byStatus.values().stream().anyMatch(count -> count >= CAP));
    }

    /**
     * One button's number.
     *
     * @param status the status
     * @return how many tickets have it
     */
    public long of(Status status) {
        return byStatus.getOrDefault(status, 0L);
    }

    /** {@return the sum} */
    public long all() {
        return byStatus.values().stream().mapToLong(Long::longValue).sum();
    }
}
