package io.embedesk.suggest;

/** Takes out of a text what nobody sees: controls, zero-width and direction characters, and the tags of U+E0000. */
final class Untrusted {
    private Untrusted() {}

    static String visible(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .filter(Untrusted::isVisible)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    private static boolean isVisible(int c) {
        if (c == '\n' || c == '\t') {
            return true;
        }
        // Joiners belong to Persian and Indic words and to emoji.
        if (c == 0x200c || c == 0x200d) {
            return true;
        }
        boolean control = Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
        return !control && Character.getType(c) != Character.FORMAT && (c < 0xe0000 || c > 0xe0fff);
    }

    /** The boundary is random, so this matters only to somebody who has seen one. */
    static String without(String text, String boundary) {
        return text.replace(boundary, "");
    }
}
