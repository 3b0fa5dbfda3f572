package io.embedesk.replies;

import io.embedesk.InvalidInputException;
import io.embedesk.internal.Crockford;
import io.embedesk.internal.Placeholders;
import java.util.Map;

/**
 * A text that agents use again and again. Its placeholders, such as <code>{{contact.name}}</code>, only stand for values:
 * there is no logic in them, and a value is never read as a placeholder. One may name what to say when there is no value:
 * <code>{{contact.name|there}}</code>.
 *
 * @param id minted with the draft, so that saving again replaces
 * @param title what agents choose it by, at most 100 characters
 * @param text with placeholders
 */
public record SavedReply(String id, String title, String text) {
    /**
     * A new one.
     *
     * @param title what agents choose it by
     * @param text with placeholders
     * @return the draft
     */
    public static SavedReply of(String title, String text) {
        return new SavedReply(Crockford.randomId(), title, text);
    }

    /**
     * Puts values in.
     *
     * @param context where the result is going to stand; values are escaped for it
     * @param values by name
     * @return the text; a placeholder without value or default is empty
     */
    public String fill(TextContext context, Map<String, String> values) {
        return Placeholders.fill(text, context, values);
    }

    /**
     * The same reply with another text.
     *
     * @param next the text
     * @return a changed copy
     * @throws InvalidInputException never; {@link SavedReplies#save} checks
     */
    public SavedReply text(String next) {
        return new SavedReply(id, title, next);
    }
}
