package io.embedesk;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many tickets there are in each status.
 *
 * @param byStatus every status, also those with none
 */
public record StatusCounts(Map<Status, Long> byStatus) {
    // Completes the map and takes a copy.
    public StatusCounts {
        Map<Status, Long> complete = new EnumMap<>(Status.class);
        for (Status status : Status.values()) {
            complete.put(status, byStatus.getOrDefault(status, 0L));
        }
        byStatus = Map.copyOf(complete);
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
