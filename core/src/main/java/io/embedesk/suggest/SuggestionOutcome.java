package io.embedesk.suggest;

import java.util.List;
import java.util.Set;

/** What came of a suggestion. None of them is a reply: only an agent sends one. */
public sealed interface SuggestionOutcome {
    /**
     * A draft for the agent to read.
     *
     * @param text plain text, guarded
     * @param sources what the model says it used
     * @param warnings what the agent should know
     */
    record Suggested(String text, List<ContextSource> sources, Set<Warning> warnings) implements SuggestionOutcome {
        public Suggested {
            sources = List.copyOf(sources);
            warnings = Set.copyOf(warnings);
        }

        /** Personal data stays out of logs. */
        @Override
        public String toString() {
            return "Suggested[" + text.length() + " characters, " + warnings + "]";
        }
    }

    /**
     * The model had nothing good to say.
     *
     * @param reason why, in words for the agent
     */
    record Declined(String reason) implements SuggestionOutcome {}

    /** It took too long. */
    record TimedOut() implements SuggestionOutcome {}

    /** Somebody stopped it, or asked for another. */
    record Cancelled() implements SuggestionOutcome {}

    /**
     * It went wrong; what exactly, stands in the log.
     *
     * @param reason words for the agent
     */
    record Failed(String reason) implements SuggestionOutcome {}

    /** What the agent should know of a suggestion. */
    enum Warning {
        /** Addresses or numbers were hidden from the model, and put back. */
        REDACTED,
        /** The model did not read the whole thread. */
        CONTEXT_SHORTENED,
        /** Links, images or markup were taken out. */
        MARKUP_REMOVED,
        /** A link that the desk never sent before was made unusable: check it. */
        UNKNOWN_LINK,
        /** Something was about to be quoted that customers may not read. */
        INTERNAL_TEXT_REMOVED,
        /** It was too long. */
        SHORTENED
    }
}
