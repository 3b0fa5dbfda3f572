package io.embedesk.suggest;

import io.embedesk.suggest.ReplySuggester.SuggestionRun;
import io.embedesk.suggest.ReplySuggester.SuggestionSink;
import io.embedesk.suggest.SuggestionOutcome.Warning;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A suggestion that is being made. Safe for concurrent use. */
public final class Suggestion {
    private static final Logger LOG = LoggerFactory.getLogger(Suggestion.class);
    private static final String DECLINE = "DECLINE:";

    private final SuggestionRequest request;
    private final OutputGuard guard;
    private final Set<Warning> before;
    private final Consumer<String> words;
    private final CompletableFuture<SuggestionOutcome> outcome = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private final StringBuilder said = new StringBuilder();
    private int shown;
    private int told;
    private boolean begun;
    private @Nullable SuggestionRun run;

    Suggestion(SuggestionRequest request, OutputGuard guard, Set<Warning> before, Consumer<String> words) {
        this.request = request;
        this.guard = guard;
        this.before = before;
        this.words = words;
    }

    /** {@return what comes of it; never completed exceptionally} */
    public CompletionStage<SuggestionOutcome> outcome() {
        return outcome.minimalCompletionStage();
    }

    /** Stops it, if it is not finished: nobody waits any more. */
    public void cancel() {
        end(new SuggestionOutcome.Cancelled());
    }

    void whenEnded(Runnable action) {
        CompletableFuture<Void> unused = outcome.thenRun(action);
    }

    void start(ReplySuggester suggester) {
        try {
            SuggestionRun started = suggester.suggest(request, new Sink());
            lock.lock();
            try {
                run = started;
            } finally {
                lock.unlock();
            }
            if (ended.get()) {
                stop(started);
            }
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    boolean hasBegun() {
        lock.lock();
        try {
            return begun || ended.get();
        } finally {
            lock.unlock();
        }
    }

    void timeOut() {
        end(new SuggestionOutcome.TimedOut());
    }

    private void fail(Throwable reason) {
        // Without its message, which may hold what somebody wrote.
        LOG.warn("A reply suggestion failed: {}", reason.getClass().getName());
        end(new SuggestionOutcome.Failed("The suggestion could not be made. Your draft is as it was."));
    }

    private void end(SuggestionOutcome with) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        if (!(with instanceof SuggestionOutcome.Suggested)) {
            started().ifPresent(Suggestion::stop);
        }
        outcome.complete(with);
    }

    private Optional<SuggestionRun> started() {
        lock.lock();
        try {
            return Optional.ofNullable(run);
        } finally {
            lock.unlock();
        }
    }

    private static void stop(SuggestionRun started) {
        try {
            started.cancel();
        } catch (RuntimeException e) {
            LOG.warn("A reply suggestion could not be stopped: {}", e.getClass().getName());
        }
    }

    private SuggestionOutcome finished(SuggestedAnswer answer) {
        if (answer.text().strip().startsWith(DECLINE)) {
            return new SuggestionOutcome.Declined(
                    guard.guarded(answer.text().strip().substring(DECLINE.length())));
        }
        String text = guard.guarded(answer.text());
        if (text.isBlank()) {
            return new SuggestionOutcome.Declined("There was nothing to suggest that a customer may read.");
        }
        List<ContextSource> used = request.sources().stream()
                .filter(source -> answer.sources().contains(source.id()))
                .toList();
        Set<Warning> warnings = EnumSet.noneOf(Warning.class);
        warnings.addAll(before);
        warnings.addAll(guard.warnings());
        return new SuggestionOutcome.Suggested(text, used, warnings);
    }

    /** Lines are shown when they are whole: half a link, or half a token, cannot be judged. */
    private void show(String delta) {
        lock.lock();
        try {
            begun = true;
            said.append(delta);
            int end = said.lastIndexOf("\n") + 1;
            if (end <= shown || told >= request.maxChars()) {
                return;
            }
            StringBuilder next = new StringBuilder();
            Untrusted.visible(said.substring(shown, end))
                    .lines()
                    .forEach(line -> next.append(guard.line(line)).append('\n'));
            shown = end;
            int most = Math.min(next.length(), request.maxChars() - told);
            told += most;
            words.accept(next.substring(0, most));
        } catch (RuntimeException e) {
            LOG.warn(
                    "Whoever waits for a reply suggestion failed: {}",
                    e.getClass().getName());
        } finally {
            lock.unlock();
        }
    }

    private final class Sink implements SuggestionSink {
        @Override
        public void delta(String next) {
            if (!ended.get()) {
                show(next);
            }
        }

        @Override
        public void done(SuggestedAnswer answer) {
            lock.lock();
            try {
                end(finished(answer));
            } catch (RuntimeException e) {
                fail(e);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void declined(String reason) {
            done(SuggestedAnswer.of(DECLINE + reason));
        }

        @Override
        public void failed(Throwable reason) {
            fail(reason);
        }
    }
}
