package io.embedesk.internal;

import io.embedesk.spi.EmailChannel.Answer;
import io.embedesk.spi.EmailChannel.SendResult;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What this node knows of its mail server: until when it is left alone, and what it last said. */
final class ChannelState {
    private final AtomicReference<Instant> pausedUntil = new AtomicReference<>(Instant.EPOCH);
    private final AtomicReference<@Nullable String> lastWord = new AtomicReference<>();

    void pause(Instant until) {
        pausedUntil.set(until);
    }

    Optional<Instant> pausedUntil(Instant now) {
        Instant until = pausedUntil.get();
        return now.isBefore(until) ? Optional.of(until) : Optional.empty();
    }

    void heard(SendResult result) {
        lastWord.set(Texts.oneLine(said(result), 500));
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
