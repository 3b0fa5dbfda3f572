package io.embedesk.suggest;

import io.embedesk.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A request in the words of the prompt that is shipped. */
final class PromptText {
    private static final String PATH = "/META-INF/embedesk/suggest/reply-prompt.txt";
    private static final String SYSTEM = read();

    private PromptText() {}

    private static String read() {
        try (InputStream in = PromptText.class.getResourceAsStream(PATH)) {
            if (in == null) {
                throw new ConfigurationException(PATH + " is missing", "Keep it when you repackage the jar.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigurationException(PATH + " could not be read", "Check the jar.", e);
        }
    }

    static SuggestionRequest.Prompt of(SuggestionRequest request) {
        String system = SYSTEM.replace("{locale}", request.locale().getDisplayLanguage(Locale.ENGLISH))
                .replace("{tone}", request.tone().name().toLowerCase(Locale.ROOT))
                .replace("{maxChars}", Integer.toString(request.maxChars()))
                .replace("{boundary}", request.boundary());
        StringBuilder user = new StringBuilder();
        user.append("Ticket: ")
                .append(request.status())
                .append(", priority ")
                .append(request.priority())
                .append('\n');
        fenced(user, request.boundary(), "SUBJECT", request.subject());
        for (ContextSource source : request.sources()) {
            String head = "SOURCE " + source.id() + " " + source.visibility();
            fenced(user, request.boundary(), head, source.title() + "\n" + source.text());
        }
        for (ContextMessage message : request.messages()) {
            String more = message.truncated() ? "\n(shortened)" : "";
            String files = message.files().isEmpty() ? "" : "\nFiles: " + String.join(", ", message.files());
            fenced(user, request.boundary(), message.author() + " " + message.at(), message.text() + more + files);
        }
        if (!request.instruction().isEmpty()) {
            user.append("The agent asks: ").append(request.instruction()).append('\n');
        }
        if (!request.draft().isEmpty()) {
            user.append("The agent has begun to write: ")
                    .append(request.draft())
                    .append('\n');
        }
        return new SuggestionRequest.Prompt(system, user.toString());
    }

    private static void fenced(StringBuilder out, String boundary, String head, String text) {
        out.append(head).append('\n').append(boundary).append('\n');
        out.append(text).append('\n').append(boundary).append('\n');
    }
}
