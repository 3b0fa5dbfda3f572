package io.embedesk.suggest;

import java.util.List;
import java.util.Locale;

/**
 * What an agent wants of a suggestion. Immutable: each method returns a changed copy.
 *
 * @param instruction the agent's own words, such as "offer a refund"; may be empty
 * @param draft what the agent has written so far; may be empty
 * @param tone how it should sound
 * @param locale in which language, if the customer's cannot be told from the thread
 * @param includeNotes whether the model may read internal notes
 * @param sources what the host found for it
 */
public record SuggestionOptions(
        String instruction, String draft, Tone tone, Locale locale, boolean includeNotes, List<ContextSource> sources) {
    /** A friendly reply from the public thread alone. */
    public static final SuggestionOptions DEFAULT =
            new SuggestionOptions("", "", Tone.FRIENDLY, Locale.ENGLISH, false, List.of());

    /** How a suggestion should sound. */
    public enum Tone {
        /** As to a neighbour. */
        FRIENDLY,
        /** As in a letter. */
        FORMAL,
        /** As short as can be. */
        BRIEF
    }

    public SuggestionOptions {
        sources = List.copyOf(sources);
    }

    /**
     * Says what to write.
     *
     * @param words the agent's own
     * @return a changed copy
     */
    public SuggestionOptions instruction(String words) {
        return new SuggestionOptions(words, draft, tone, locale, includeNotes, sources);
    }

    /**
     * Begins from what is there.
     *
     * @param words what the agent has written so far
     * @return a changed copy
     */
    public SuggestionOptions draft(String words) {
        return new SuggestionOptions(instruction, words, tone, locale, includeNotes, sources);
    }

    /**
     * Says how it should sound.
     *
     * @param sound instead of friendly
     * @return a changed copy
     */
    public SuggestionOptions tone(Tone sound) {
        return new SuggestionOptions(instruction, draft, sound, locale, includeNotes, sources);
    }

    /**
     * Says in which language.
     *
     * @param language instead of English
     * @return a changed copy
     */
    public SuggestionOptions locale(Locale language) {
        return new SuggestionOptions(instruction, draft, tone, language, includeNotes, sources);
    }

    /** {@return a copy that lets the model read internal notes} */
    public SuggestionOptions withNotes() {
        return new SuggestionOptions(instruction, draft, tone, locale, true, sources);
    }

    /**
     * Lets the model read what the host found.
     *
     * @param found instead of nothing
     * @return a changed copy
     */
    public SuggestionOptions sources(List<ContextSource> found) {
        return new SuggestionOptions(instruction, draft, tone, locale, includeNotes, found);
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "SuggestionOptions[" + tone + " " + locale + "]";
    }
}
