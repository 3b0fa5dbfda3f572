package io.embedesk.internal;

import io.embedesk.spi.EmailChannel.Answer;
import io.embedesk.spi.EmailChannel.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of its mail server: until when it is left alone, and what it last said. A server that several mails in a
 * row did not reach is left alone for a while, so that those that wait do not use up their patience on it.
 */
final class ChannelState {
    private static final Duration CREDENTIALS_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_FAILURES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicReference<Instant> pausedUntil = new AtomicReference<>(Instant.EPOCH);
    private final AtomicReference<@Nullable String> lastWord = new AtomicReference<>();

    Optional<Instant> pausedUntil(Instant now) {
        Instant until = pausedUntil.get();
        return now.isBefore(until) ? Optional.of(until) : Optional.empty();
    }

    /** Returns how long it is left alone now, if it is. */
    Optional<Duration> heard(SendResult result, Instant now) {
        lastWord.set(Texts.oneLine(said(result), 500));
        Optional<Duration> pause = pause(result);
        pause.ifPresent(time -> pausedUntil.set(now.plus(time)));
        return pause;
    }

    /** One mail at a time finds out whether the server is back: the first that is tried after a pause. */
    private Optional<Duration> pause(SendResult result) {
        if (result instanceof SendResult.CredentialsRefused) {
            return Optional.of(CREDENTIALS_PAUSE);
        }
        if (!(result instanceof SendResult.Unavailable)) {
            failures.set(0);
            return Optional.empty();
        }
        int more = failures.incrementAndGet() - MOST_FAILURES;
        return more < 0 ? Optional.empty() : Optional.of(doubled(more));
    }

    private static Duration doubled(int times) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(times, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static String said(SendResult result) {
        if (result instanceof SendResult.Answered answered) {
            return answered.answers().values().stream()
                    .map(Answer::detail)
                    .findFirst()
                    .orElse("");
        }
        if (result instanceof SendResult.InDoubt doubt) {
            return doubt.detail();
        }
        return result instanceof SendResult.Unavailable unavailable
                ? unavailable.detail()
                : ((SendResult.CredentialsRefused) result).detail();
    }

    Optional<String> lastWord() {
        return Optional.ofNullable(lastWord.get());
    }
}
