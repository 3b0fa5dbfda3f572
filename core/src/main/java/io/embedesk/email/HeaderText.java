package io.embedesk.email;

import io.embedesk.InvalidInputException;
import io.embedesk.internal.Texts;

/**
 * Text that may stand in an unstructured header such as Subject: one line, no control character. Beyond ASCII it is always
 * written as an encoded word (RFC 2047), so that other letters are welcome.
 *
 * @param value one line
 */
public record HeaderText(String value) {
    // Refuses whatever could end the line.
    public HeaderText {
        if (Texts.hasControl(value)) {
            throw new InvalidInputException(
                    "header", "'" + Texts.shown(value) + "' has a control character; use HeaderText.cleaned");
        }
    }

    /**
     * Makes one line of any text: control characters and runs of white space become one space.
     *
     * @param text anything
     * @return the line
     */
    public static HeaderText cleaned(String text) {
        return new HeaderText(Texts.oneLine(text, Texts.SUBJECT_LENGTH + 20));
    }

    @Override
    public String toString() {
        return value;
    }
}
