package io.embedesk.inbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Times in signatures: an old one may be a replay, one in the future was made for a later replay. */
final class Timestamps {
    private Timestamps() {}

    static boolean within(String epochSeconds, Clock clock, Duration past, Duration future) {
        try {
            Instant at = Instant.ofEpochSecond(Long.parseLong(epochSeconds.strip()));
            Instant now = clock.instant();
            return !at.isBefore(now.minus(past)) && !at.isAfter(now.plus(future));
        } catch (NumberFormatException | java.time.DateTimeException e) {
            return false;
        }
    }
}
