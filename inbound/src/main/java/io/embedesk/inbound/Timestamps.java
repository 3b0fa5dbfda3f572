package io.embedesk.inbound;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Whether a signature is of now: an old one may be a replay, one in the future was made for a later replay. */
@FunctionalInterface
interface Timestamps {
    boolean within(String epochSeconds, Duration past, Duration future);

    static Timestamps by(Clock clock) {
        return (epochSeconds, past, future) -> {
            try {
                Instant at = Instant.ofEpochSecond(Long.parseLong(epochSeconds.strip()));
                Instant now = clock.instant();
                return !at.isBefore(now.minus(past)) && !at.isAfter(now.plus(future));
            } catch (NumberFormatException | DateTimeException e) {
                return false;
            }
        };
    }
}
