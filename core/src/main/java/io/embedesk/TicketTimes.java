package io.embedesk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket's times, and what sets and clears them.
 *
 * @param createdAt when it was opened; never changes
 * @param updatedAt when it or its thread last changed
 * @param firstRepliedAt when an agent first answered, or null; never cleared
 * @param resolvedAt when it became RESOLVED or CLOSED; null while it is neither; going from one to the other keeps it
 * @param closedAt when it became CLOSED; null while it is not
 */
public record TicketTimes(
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant firstRepliedAt,
        @Nullable Instant resolvedAt,
        @Nullable Instant closedAt) {
    /**
     * The times of a new ticket.
     *
     * @param now when it is opened
     * @return the times
     */
    public static TicketTimes opened(Instant now) {
        return new TicketTimes(now, now, null, null, null);
    }

    /**
     * Something changed.
     *
     * @param now when
     * @return a changed copy
     */
    public TicketTimes updated(Instant now) {
        return new TicketTimes(createdAt, now, firstRepliedAt, resolvedAt, closedAt);
    }

    /**
     * An agent answered.
     *
     * @param now when
     * @return a changed copy
     */
    public TicketTimes replied(Instant now) {
        Instant first = firstRepliedAt == null ? now : firstRepliedAt;
        return new TicketTimes(createdAt, updatedAt, first, resolvedAt, closedAt);
    }

    /**
     * The status is another one.
     *
     * @param to the new status
     * @param now when
     * @return a changed copy
     */
    public TicketTimes became(Status to, Instant now) {
        Instant resolved = !to.isDone() ? null : resolvedAt == null ? now : resolvedAt;
        Instant closed = to != Status.CLOSED ? null : closedAt == null ? now : closedAt;
        return new TicketTimes(createdAt, updatedAt, firstRepliedAt, resolved, closed);
    }
}
