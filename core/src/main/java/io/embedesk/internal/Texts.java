package io.embedesk.internal;

import io.embedesk.InvalidInputException;
import java.util.Locale;

/** The rules that texts from outside must pass before anything is built from them. */
public final class Texts {
    public static final int SUBJECT_LENGTH = 255;
    public static final int NAME_LENGTH = 255;
    public static final int AGENT_LENGTH = 100;
    public static final int TAG_LENGTH = 50;
    public static final int CONVERSATION_LENGTH = 200;
    /** A thread entry or a description; a mail's text beyond this is cut by the inbound side. */
    public static final int TEXT_LENGTH = 1_000_000;

    private Texts() {}

    /** A character that ends or hides a line: C0, C1, U+2028, U+2029. */
    public static boolean isControl(char c) {
        return c < 0x20 || c >= 0x7f && c <= 0x9f || c == '\u2028' || c == '\u2029';
    }

    /**
     * A character that must not reach a protocol field that is written as ASCII: some mailers keep only the low byte of a
     * char, so that U+760A becomes a line feed on the wire (CVE-2025-7962).
     */
    public static boolean breaksAsciiField(char c) {
        int low = c & 0xff;
        return isControl(c) || low == 0x0a || low == 0x0d || low == 0x00;
    }

    public static boolean hasControl(String text) {
        return text.chars().anyMatch(c -> isControl((char) c));
    }

    /** NUL is kept by no database; other controls are kept out of bodies except tab and line ends. */
    public static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    /** One line for a header, a subject or a name that a stranger wrote: controls become spaces, runs are folded, ends cut. */
    public static String oneLine(String text, int maxLength) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), maxLength));
        boolean space = false;
        for (int i = 0; i < text.length() && out.length() < maxLength; i++) {
            char c = text.charAt(i);
            if (isControl(c) || Character.isWhitespace(c)) {
                space = out.length() > 0;
                continue;
            }
            if (space && out.length() + 1 < maxLength) {
                out.append(' ');
            }
            space = false;
            out.append(c);
        }
        return whole(out.toString());
    }

    /** A cut may have halved a surrogate pair. */
    public static String whole(String text) {
        boolean halved = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
        return halved ? text.substring(0, text.length() - 1) : text;
    }

    /** Any text as an error message may show it: one line, short. */
    public static String shown(String text) {
        String line = oneLine(text, 60);
        return text.length() > 60 ? line + "…" : line;
    }

    public static String asciiLower(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return text;
            }
        }
        return text.toLowerCase(Locale.ROOT);
    }

    public static void requireAgent(String field, String id) {
        if (id.isBlank() || id.length() > AGENT_LENGTH || hasControl(id)) {
            throw new InvalidInputException(
                    field,
                    "'" + shown(id) + "' must be 1 to " + AGENT_LENGTH + " characters without control characters");
        }
    }
}
