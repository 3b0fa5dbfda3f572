package io.embedesk.suggest;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A host's model. It may be called from any thread; what it throws or answers wrong never reaches a customer. */
@FunctionalInterface
public interface ReplySuggester {
    /**
     * Starts, and returns without waiting for the answer. The sink is told from one thread at a time, and at the end once of
     * {@code done}, {@code declined} or {@code failed}; whatever comes after the end is ignored.
     *
     * @param request what may be read; {@link SuggestionRequest#prompt()} has it as text
     * @param sink whom to tell
     * @return the run, to be cancelled when nobody waits for it any more
     */
    SuggestionRun suggest(SuggestionRequest request, SuggestionSink sink);

    /** A model at work. */
    @FunctionalInterface
    interface SuggestionRun {
        /** Nobody waits any more. May be called more than once, and after the end. */
        void cancel();
    }

    /** Who waits for a model. */
    interface SuggestionSink {
        /**
         * Takes the next words.
         *
         * @param words as they come
         */
        void delta(String words);

        /**
         * Takes the whole answer.
         *
         * @param answer it
         */
        void done(SuggestedAnswer answer);

        /**
         * Hears that there is nothing good to say, which is an answer too.
         *
         * @param reason why, for the agent
         */
        void declined(String reason);

        /**
         * Hears that it went wrong.
         *
         * @param reason why, for the log
         */
        void failed(Throwable reason);
    }

    /**
     * A model that answers in one piece and makes its caller wait.
     *
     * @param model from a request to its answer
     * @param executor on whose threads it waits
     * @return the suggester
     */
    static ReplySuggester blocking(Function<SuggestionRequest, SuggestedAnswer> model, Executor executor) {
        return (request, sink) -> {
            AtomicBoolean cancelled = new AtomicBoolean();
            executor.execute(() -> {
                try {
                    if (!cancelled.get()) {
                        sink.done(model.apply(request));
                    }
                } catch (RuntimeException e) {
                    sink.failed(e);
                }
            });
            return () -> cancelled.set(true);
        };
    }
}
