package io.embedesk.suggest;

import io.embedesk.Priority;
import io.embedesk.Status;
import java.util.List;
import java.util.Locale;

/**
 * Everything that a model may read. What customers wrote is data: it stands between lines of a boundary that nobody could
 * guess, and is never to be obeyed.
 *
 * @param boundary new for each request; it occurs in no text
 * @param subject the ticket's; a customer may have written it
 * @param status the ticket's
 * @param priority the ticket's
 * @param tags the ticket's
 * @param messages the thread, oldest first
 * @param sources what the host found
 * @param instruction the agent's own words; may be empty
 * @param draft what the agent has written so far; may be empty
 * @param tone how it should sound
 * @param locale in which language, if the customer's cannot be told
 * @param maxChars how long the reply may be
 */
public record SuggestionRequest(
        String boundary,
        String subject,
        Status status,
        Priority priority,
        List<String> tags,
        List<ContextMessage> messages,
        List<ContextSource> sources,
        String instruction,
        String draft,
        SuggestionOptions.Tone tone,
        Locale locale,
        int maxChars) {
    public SuggestionRequest {
        tags = List.copyOf(tags);
        messages = List.copyOf(messages);
        sources = List.copyOf(sources);
    }

    /**
     * A request as text.
     *
     * @param system what the model is told to do
     * @param user what it is given
     */
    public record Prompt(String system, String user) {
        /** Personal data stays out of logs. */
        @Override
        public String toString() {
            return "Prompt[" + user.length() + " characters]";
        }
    }

    /** {@return the request as text, with the words of {@code META-INF/embedesk/suggest/reply-prompt.txt}} */
    public Prompt prompt() {
        return PromptText.of(this);
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "SuggestionRequest[" + messages.size() + " messages]";
    }
}
