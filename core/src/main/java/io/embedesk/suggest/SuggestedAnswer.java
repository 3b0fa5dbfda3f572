package io.embedesk.suggest;

import java.util.List;

/**
 * What a model said, as it said it.
 *
 * @param text the draft of a reply
 * @param sources the ids of the {@link ContextSource}s that it says it used
 */
public record SuggestedAnswer(String text, List<String> sources) {
    public SuggestedAnswer {
        sources = List.copyOf(sources);
    }

    /**
     * An answer without sources.
     *
     * @param text the draft of a reply
     * @return the answer
     */
    public static SuggestedAnswer of(String text) {
        return new SuggestedAnswer(text, List.of());
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "SuggestedAnswer[" + text.length() + " characters]";
    }
}
