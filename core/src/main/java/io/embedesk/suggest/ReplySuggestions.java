package io.embedesk.suggest;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.InvalidInputException;
import io.embedesk.RateLimitedException;
import io.embedesk.TicketId;
import io.embedesk.TicketNotFoundException;
import io.embedesk.TicketThread;
import io.embedesk.internal.Crockford;
import io.embedesk.suggest.SuggestionOutcome.Warning;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Drafts of replies for agents to read, correct and send. A model reads what customers may read, without addresses and
 * numbers, and what it says comes back as plain text without a link that the desk never sent. Nothing here can send a reply
 * or change a ticket. Safe for concurrent use.
 */
public final class ReplySuggestions {
    /** How much of a thread a model reads unless another number is asked for, in characters. */
    public static final int CONTEXT_CHARS = 20_000;
    /** How long a suggestion may be unless another number is asked for, in characters. */
    public static final int MOST_CHARS = 4_000;
    /** How many suggestions an agent gets within a minute. */
    public static final int MOST_A_MINUTE = 20;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Desk desk;
    private final ReplySuggester suggester;
    private final Builder options;
    private final ConcurrentMap<Place, Suggestion> running = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Window> windows = new ConcurrentHashMap<>();

    /** One suggestion at a time for each agent on each ticket. */
    private record Place(TicketId ticket, String agent) {}

    private record Window(Instant until, int count) {}

    private ReplySuggestions(Desk desk, ReplySuggester suggester, Builder options) {
        this.desk = desk;
        this.suggester = suggester;
        this.options = options;
    }

    /**
     * Suggestions for a desk.
     *
     * @param desk whose tickets
     * @param suggester the host's model
     * @return a builder with every option at its default
     */
    public static Builder builder(Desk desk, ReplySuggester suggester) {
        return new Builder(desk, suggester);
    }

    /**
     * Starts a suggestion; one that this agent still waits for on this ticket is cancelled.
     *
     * @param actor who asks, and may see the ticket
     * @param ticket which ticket
     * @param wish what the agent wants
     * @param words is given whole lines as they come, for a preview; what counts is the outcome
     * @return the suggestion that is being made
     * @throws TicketNotFoundException when there is none that the actor may see
     * @throws RateLimitedException when the agent has asked too often
     */
    public Suggestion suggest(Actor.Staff actor, TicketId ticket, SuggestionOptions wish, Consumer<String> words) {
        TicketThread thread = desk.tickets().thread(actor, ticket);
        count(actor);
        Redactions hidden = new Redactions();
        String boundary = "=====" + Crockford.random(128) + "=====";
        ContextReader reader = new ContextReader(options.redactor, hidden, boundary, options.contextChars);
        SuggestionRequest request = reader.read(thread, wish, options.mostChars);
        Set<Warning> warnings = EnumSet.noneOf(Warning.class);
        if (!hidden.isEmpty()) {
            warnings.add(Warning.REDACTED);
        }
        if (reader.isShortened()) {
            warnings.add(Warning.CONTEXT_SHORTENED);
        }
        Suggestion suggestion = new Suggestion(request, new OutputGuard(request, hidden), warnings, words);
        Place place = new Place(thread.ticket().id(), actor.id());
        Suggestion earlier = running.put(place, suggestion);
        if (earlier != null) {
            earlier.cancel();
        }
        suggestion.whenEnded(() -> running.remove(place, suggestion));
        watch(suggestion);
        suggestion.start(suggester);
        return suggestion;
    }

    private void count(Actor.Staff actor) {
        Instant now = options.clock.instant();
        windows.values().removeIf(window -> !window.until().isAfter(now));
        Window window = windows.merge(
                actor.id(),
                new Window(now.plus(MINUTE), 1),
                (known, one) -> new Window(known.until(), known.count() + 1));
        if (window.count() > MOST_A_MINUTE) {
            throw new RateLimitedException("suggestions for this agent", window.until());
        }
    }

    private void watch(Suggestion suggestion) {
        after(options.firstWordWithin, () -> {
            if (!suggestion.hasBegun()) {
                suggestion.timeOut();
            }
        });
        after(options.within, suggestion::timeOut);
    }

    /** The host's scheduler, or else the one that the JDK has for this and shares with everybody. */
    private void after(Duration wait, Runnable work) {
        ScheduledExecutorService scheduler = options.scheduler;
        if (scheduler != null) {
            // It outlives what it watches for a few seconds, and then does nothing.
            Future<?> unused = scheduler.schedule(work, wait.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(work);
        }
    }

    /** The options. */
    public static final class Builder {
        private final Desk desk;
        private final ReplySuggester suggester;
        private Redactor redactor = Redactor.standard();
        private Duration firstWordWithin = Duration.ofSeconds(8);
        private Duration within = Duration.ofSeconds(20);
        private int contextChars = CONTEXT_CHARS;
        private int mostChars = MOST_CHARS;
        private Clock clock = Clock.systemUTC();
        private @Nullable ScheduledExecutorService scheduler;

        private Builder(Desk desk, ReplySuggester suggester) {
            this.desk = desk;
            this.suggester = suggester;
        }

        /**
         * Hides something else from the model.
         *
         * @param other instead of {@link Redactor#standard()}
         * @return this
         */
        public Builder redactor(Redactor other) {
            redactor = other;
            return this;
        }

        /**
         * Waits longer, or less long.
         *
         * @param firstWord for the first word, instead of 8 seconds
         * @param whole for everything, instead of 20 seconds
         * @return this
         */
        public Builder waiting(Duration firstWord, Duration whole) {
            if (firstWord.isNegative() || firstWord.isZero() || firstWord.compareTo(whole) > 0) {
                throw new InvalidInputException("firstWord", firstWord + " must be more than 0 and at most " + whole);
            }
            firstWordWithin = firstWord;
            within = whole;
            return this;
        }

        /**
         * Lets the model read and say more, or less.
         *
         * @param context of the thread, instead of {@value ReplySuggestions#CONTEXT_CHARS} characters
         * @param reply of its own, instead of {@value ReplySuggestions#MOST_CHARS} characters
         * @return this
         */
        public Builder lengths(int context, int reply) {
            if (context < 1 || reply < 1) {
                throw new InvalidInputException("lengths", context + " and " + reply + " must be at least 1");
            }
            contextChars = context;
            mostChars = reply;
            return this;
        }

        /**
         * Cuts off what takes too long on the host's own scheduler.
         *
         * @param own instead of the one that the JDK shares
         * @return this
         */
        public Builder scheduler(ScheduledExecutorService own) {
            scheduler = own;
            return this;
        }

        /**
         * Takes the time from elsewhere, for the limit of an agent.
         *
         * @param time instead of the system's
         * @return this
         */
        public Builder clock(Clock time) {
            clock = time;
            return this;
        }

        /** {@return the suggestions} */
        public ReplySuggestions build() {
            return new ReplySuggestions(desk, suggester, this);
        }
    }
}
