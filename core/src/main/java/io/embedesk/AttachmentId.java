package io.embedesk;

import io.embedesk.internal.Crockford;
import io.embedesk.internal.Texts;
import java.time.Instant;
import java.util.Optional;

/**
 * The name of an attachment and the key of its bytes: 48 bits of time and 80 random ones as 26 Crockford characters, never
 * derived from a file name. The time lets a sweep spare what is young.
 *
 * @param value the 26 characters
 */
public record AttachmentId(String value) {
    // Refuses everything that is not an id, so that a key is always safe as a file name.
    public AttachmentId {
        if (!Crockford.isId(value)) {
            throw new InvalidInputException("attachmentId", "'" + Texts.shown(value) + "' is not an attachment id");
        }
    }

    /**
     * Mints an id that nobody has.
     *
     * @param at the time of the desk
     * @return the id
     */
    public static AttachmentId mint(Instant at) {
        return new AttachmentId(Crockford.ulid(at));
    }

    /**
     * Reads an id that came from outside, such as a URL.
     *
     * @param text anything
     * @return the id, or empty when the text is none
     */
    public static Optional<AttachmentId> parse(String text) {
        return Crockford.parseId(text).map(AttachmentId::new);
    }

    @Override
    public String toString() {
        return value;
    }
}
