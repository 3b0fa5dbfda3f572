package io.embedesk;

import io.embedesk.internal.Crockford;
import io.embedesk.internal.Texts;
import java.util.Optional;

/**
 * The name of a {@link ThreadEntry}: 26 lower-case Crockford base-32 characters, all random. The caller's draft mints it,
 * so that a call that is repeated with the same draft finds what the first one wrote. It is never a {@code MessageId}.
 *
 * @param value the 26 characters
 */
public record EntryId(String value) {
    /** What somebody has seen of a thread that had no entry yet; no entry has this id. */
    public static final EntryId NOTHING = new EntryId("0".repeat(26));

    // Refuses everything that is not an id.
    public EntryId {
        if (!Crockford.isId(value)) {
            throw new InvalidInputException("entryId", "'" + Texts.shown(value) + "' is not an entry id");
        }
    }

    /** {@return a new id that nobody has} */
    public static EntryId mint() {
        return new EntryId(Crockford.randomId());
    }

    /**
     * Reads an id that came from outside, such as a form field.
     *
     * @param text anything
     * @return the id, or empty when the text is none
     */
    public static Optional<EntryId> parse(String text) {
        return Crockford.parseId(text).map(EntryId::new);
    }

    @Override
    public String toString() {
        return value;
    }
}
