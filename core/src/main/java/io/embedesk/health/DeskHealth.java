package io.embedesk.health;

import io.embedesk.AccessDeniedException;
import io.embedesk.Actor;
import java.time.Duration;

/** Looks at what waits. A check costs a few small reads, however much waits, and never throws for what is broken. */
public interface DeskHealth {
    /** How long a mail may be due before it is said that nobody sends it. */
    Duration WORKER_LATE_AFTER = Duration.ofMinutes(5);
    /** How long a mail may wait before an agent should know. */
    Duration MAIL_LATE_AFTER = Duration.ofHours(4);
    /** How long a delivery may be accepted and not dealt with. */
    Duration DELIVERY_LATE_AFTER = Duration.ofMinutes(10);

    /**
     * For an agent's screen.
     *
     * @param actor who asks
     * @return how the desk is doing
     * @throws AccessDeniedException when the policy does not permit {@code SEE_HEALTH}
     */
    HealthReport check(Actor.Staff actor);

    /**
     * For the host's own monitoring.
     *
     * @param actor which part of the host asks
     * @return how the desk is doing
     */
    HealthReport check(Actor.System actor);
}
