package io.embedesk;

import io.embedesk.internal.Crockford;
import io.embedesk.internal.Texts;
import java.util.Optional;

/**
 * The name of an attachment and the key of its bytes: 26 random Crockford characters, never derived from a file name.
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

    /** {@return a new id that nobody has} */
    public static AttachmentId mint() {
        return new AttachmentId(Crockford.randomId());
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
