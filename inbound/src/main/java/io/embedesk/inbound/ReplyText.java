package io.embedesk.inbound;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mail's text, divided into what is new and what its sender's mail program quoted. Nothing is lost: the two parts are the
 * whole, and where it is not sure that something is quoted, it is new.
 *
 * @param reply what is new; empty only when the mail is
 * @param quotedText what was cut, or null
 */
public record ReplyText(String reply, @Nullable String quotedText) {
    /** {@return what was cut, if anything was} */
    public Optional<String> quoted() {
        return Optional.ofNullable(quotedText);
    }
}
