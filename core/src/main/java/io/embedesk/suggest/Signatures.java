package io.embedesk.suggest;

import java.util.List;
import java.util.Locale;

/** Cuts what people have below everything that they write. */
final class Signatures {
    private static final List<String> MOBILE =
            List.of("sent from my ", "von meinem ", "envoyé de mon ", "get outlook for ");

    private Signatures() {}

    static String stripped(String text) {
        int end = text.length();
        int line = 0;
        while (line <= text.length()) {
            int next = text.indexOf('\n', line);
            int stop = next < 0 ? text.length() : next;
            String one = text.substring(line, stop);
            if (begins(one)) {
                end = line;
                break;
            }
            line = stop + 1;
        }
        String kept = text.substring(0, end).strip();
        return kept.isEmpty() ? text.strip() : kept;
    }

    /** RFC 3676 §4.3, also where a mail program has cut the space. */
    private static boolean begins(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return line.equals("-- ") || line.equals("--") || MOBILE.stream().anyMatch(lower::startsWith);
    }
}
