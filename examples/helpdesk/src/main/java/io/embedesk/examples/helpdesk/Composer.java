package io.embedesk.examples.helpdesk;

import org.jspecify.annotations.Nullable;

/**
 * What stands in the composer: what was typed is kept when it could not be sent.
 *
 * @param reply the reply's text
 * @param note the note's text
 * @param problem why it was not sent, or null
 */
public record Composer(String reply, String note, @Nullable String problem) {
    static final Composer EMPTY = new Composer("", "", null);

    static Composer reply(String text, String problem) {
        return new Composer(text, "", "Not sent: " + problem);
    }

    static Composer note(String text, String problem) {
        return new Composer("", text, "Not saved: " + problem);
    }
}
