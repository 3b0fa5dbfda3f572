package io.embedesk.intake;

import io.embedesk.InvalidInputException;
import io.embedesk.internal.Crockford;
import io.embedesk.internal.Texts;

/**
 * The name of a {@link Receipt}: 26 random Crockford characters.
 *
 * @param value the 26 characters
 */
public record ReceiptId(String value) {
    // Refuses everything that is not an id.
    public ReceiptId {
        if (!Crockford.isId(value)) {
            throw new InvalidInputException("receiptId", "'" + Texts.shown(value) + "' is not a receipt id");
        }
    }

    /** {@return a new id that nobody has} */
    public static ReceiptId mint() {
        return new ReceiptId(Crockford.randomId());
    }

    @Override
    public String toString() {
        return value;
    }
}
