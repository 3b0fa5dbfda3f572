package io.embedesk;

import io.embedesk.internal.Texts;
import java.text.Normalizer;
import java.util.Set;

/**
 * A file name to show and to offer for a download, made harmless: no path, no control, format or direction character, no
 * device name, no leading or trailing dot. Bytes are never stored under it.
 *
 * @param value 1 to 150 characters
 */
public record FileName(String value) {
    private static final int MAX_LENGTH = 150;
    private static final String FALLBACK = "attachment";
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul");

    // Cleans the name; whatever comes in, something harmless comes out, and cleaning it again changes nothing.
    public FileName {
        value = clean(value);
    }

    /**
     * Makes a name of anything.
     *
     * @param raw what a stranger called the file
     * @return the harmless name
     */
    public static FileName of(String raw) {
        return new FileName(raw);
    }

    private static String clean(String raw) {
        // Invisible characters go before anything is checked: checking first was CVE-2026-28289.
        StringBuilder visible = new StringBuilder();
        Normalizer.normalize(raw, Normalizer.Form.NFC)
                .codePoints()
                .filter(FileName::isVisible)
                .forEach(visible::appendCodePoint);
        String name = visible.toString();
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        name = shortened(trimmed(name));
        String stem = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        return name.isEmpty() || isDevice(stem) ? FALLBACK : name;
    }

    private static boolean isVisible(int c) {
        int type = Character.getType(c);
        boolean control = c < 0x10000 && Texts.isControl((char) c);
        boolean reserved = "<>:\"|?*".indexOf(c) >= 0;
        return !control
                && !reserved
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.PRIVATE_USE;
    }

    private static String trimmed(String name) {
        int from = 0;
        int to = name.length();
        while (from < to && isEdge(name.charAt(from))) {
            from++;
        }
        while (from < to && isEdge(name.charAt(to - 1))) {
            to--;
        }
        return name.substring(from, to);
    }

    private static boolean isEdge(char c) {
        return c == '.' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Keeps the extension, for it tells the reader what opens the file. */
    private static String shortened(String name) {
        if (name.length() <= MAX_LENGTH) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= 10 ? name.substring(dot) : "";
        return trimmed(Texts.oneLine(name.substring(0, MAX_LENGTH - extension.length()), MAX_LENGTH)) + extension;
    }

    private static boolean isDevice(String stem) {
        String lower = Texts.asciiLower(stem);
        boolean numbered = lower.length() == 4 && (lower.startsWith("com") || lower.startsWith("lpt"));
        return DEVICES.contains(lower) || numbered && Character.isDigit(lower.charAt(3));
    }

    @Override
    public String toString() {
        return value;
    }
}
