package io.embedesk;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wrote.
 *
 * @param text what is new, as plain text
 * @param quotedText what the sender's mail program quoted below it; kept, but folded away; null when nothing was cut
 * @param html the same as sanitised HTML, with the quoted part; null when there is none
 */
public record MessageBody(
        String text, @Nullable String quotedText, @Nullable SafeHtml html) {
    /**
     * Plain text and nothing quoted.
     *
     * @param text the text
     * @return the body
     */
    public static MessageBody of(String text) {
        return new MessageBody(text, null, null);
    }

    /** A body is personal data and stays out of logs. */
    @Override
    public String toString() {
        return "MessageBody[" + text.length() + " characters]";
    }
}
