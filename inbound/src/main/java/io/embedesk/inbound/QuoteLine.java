package io.embedesk.inbound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A line of a mail's text, and what it looks like.
 *
 * @param text as it stands there
 * @param kind what it looks like
 * @param length of how many lines it is the first
 */
record QuoteLine(String text, Kind kind, int length) {
    /** What a line can look like. */
    enum Kind {
        EMPTY,
        TEXT,
        /** {@code > text}. */
        QUOTE,
        /** "On 3 March 2026, Ann wrote:", on one line or more. */
        ATTRIBUTION,
        /** "-----Original Message-----". */
        ORIGINAL,
        /** "---------- Forwarded message ---------". */
        FORWARDED,
        /** The first of "From:", "Sent:", "To:" and "Subject:". */
        HEADERS,
        /** Of nothing but dashes or the like. */
        RULE
    }

    private static final QuoteWords WORDS = QuoteWords.ALL;
    private static final int LONGEST_LABEL = 30;
    private static final int HEADER_LINES = 9;
    private static final String DASHES = "-‐‑–—_*=~#+ ";

    boolean is(Kind other) {
        return kind == other;
    }

    /** From here on somebody else may be speaking. */
    boolean beginsQuote() {
        return kind == Kind.ATTRIBUTION || kind == Kind.ORIGINAL || kind == Kind.HEADERS;
    }

    boolean isNothing() {
        return kind == Kind.EMPTY || kind == Kind.RULE;
    }

    /** "Sent from my telephone". */
    boolean isMobileSignature() {
        return kind == Kind.TEXT && WORDS.isMobileSignature(text);
    }

    boolean isUnderscores() {
        String line = text.strip();
        return line.length() >= 5 && line.chars().allMatch(c -> c == '_');
    }

    static List<QuoteLine> all(String text) {
        List<String> lines = new ArrayList<>(
                List.of(text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1)));
        boolean[] verbatim = fenced(lines);
        List<QuoteLine> all = new ArrayList<>(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            all.add(verbatim[i] ? new QuoteLine(lines.get(i), Kind.TEXT, 1) : of(lines, i));
        }
        markNamedQuotes(all);
        return all;
    }

    /** What stands between two fences of Markdown is code, whatever it looks like. */
    private static boolean[] fenced(List<String> lines) {
        boolean[] fenced = new boolean[lines.size()];
        int open = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith("```")) {
                continue;
            }
            if (open >= 0) {
                Arrays.fill(fenced, open, i + 1, true);
                open = -1;
            } else {
                open = i;
            }
        }
        return fenced;
    }

    private static QuoteLine of(List<String> lines, int i) {
        String line = lines.get(i);
        if (isBlank(line)) {
            return new QuoteLine(line, Kind.EMPTY, 1);
        }
        boolean dashed = isDashed(line);
        boolean announces = dashed || line.stripTrailing().endsWith(":");
        String bare =
                announces ? QuoteWords.trimmed(shortened(line), DASHES + ">|\t").toLowerCase(Locale.ROOT) : "";
        if (announces && WORDS.beginsForwarded(bare)) {
            return new QuoteLine(line, Kind.FORWARDED, 1);
        }
        if (line.stripLeading().startsWith(">")) {
            return new QuoteLine(line, Kind.QUOTE, 1);
        }
        if (isRule(line)) {
            return new QuoteLine(line, Kind.RULE, 1);
        }
        if (dashed && WORDS.beginsOriginal(bare)) {
            return new QuoteLine(line, Kind.ORIGINAL, 1);
        }
        if (isHeaderBlock(lines, i)) {
            return new QuoteLine(line, Kind.HEADERS, 1);
        }
        int attribution = Attribution.length(lines, i);
        if (attribution > 0) {
            return new QuoteLine(line, Kind.ATTRIBUTION, attribution);
        }
        return new QuoteLine(line, Kind.TEXT, 1);
    }

    /** Usenet's "Ann> text", and a bar in front: only below an attribution, for commands and tables begin so as well. */
    private static void markNamedQuotes(List<QuoteLine> all) {
        boolean quoted = false;
        for (int i = 0; i < all.size(); i++) {
            QuoteLine line = all.get(i);
            quoted |= line.is(Kind.ATTRIBUTION);
            boolean bar =
                    line.text().startsWith("|") && !line.text().stripTrailing().endsWith("|")
                            || line.text().equals("|");
            if (quoted && line.is(Kind.TEXT) && (bar || hasName(line.text()))) {
                all.set(i, new QuoteLine(line.text(), Kind.QUOTE, 1));
            }
        }
    }

    private static boolean hasName(String line) {
        int end = line.indexOf('>');
        return end > 0 && end <= 12 && line.substring(0, end).chars().allMatch(Character::isLetter);
    }

    /** Also of blanks that are not, and of the mark that a tracker leaves. */
    static boolean isBlank(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (!Character.isWhitespace(c) && c != 0xA0 && c != 0x200B && c != 0xFEFF && c != 0x1427) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRule(String line) {
        String rule = line.strip();
        return rule.length() >= 2 && rule.chars().allMatch(c -> c != ' ' && DASHES.indexOf(c) >= 0);
    }

    private static boolean isDashed(String line) {
        String stripped = QuoteWords.trimmed(line, "*> \t");
        return stripped.startsWith("--")
                || stripped.startsWith("‐‐")
                || stripped.startsWith("__")
                || stripped.startsWith("—");
    }

    private static String shortened(String line) {
        return line.length() > 200 ? line.substring(0, 200) : line;
    }

    /** As Outlook quotes: the author and at least two other labels, together. */
    private static boolean isHeaderBlock(List<String> lines, int i) {
        String first = label(lines.get(i));
        if (!WORDS.isFromLabel(first) && !WORDS.isOtherLabel(first)) {
            return false;
        }
        boolean from = false;
        Set<String> labels = new HashSet<>();
        int gaps = 0;
        for (int j = i; j < Math.min(lines.size(), i + HEADER_LINES) && gaps < 3; j++) {
            String label = label(lines.get(j));
            boolean author = WORDS.isFromLabel(label) && !lines.get(j).isBlank();
            from |= author;
            if (author || WORDS.isOtherLabel(label)) {
                labels.add(label);
                gaps = 0;
            } else {
                // A long list of recipients, or a subject, goes on in the next line.
                gaps++;
            }
        }
        return from && labels.size() >= 3;
    }

    private static String label(String line) {
        if (line.indexOf(':') < 0 && line.indexOf('：') < 0) {
            return "";
        }
        String text = QuoteWords.trimmed(shortened(line), "*_ \t").replace("*", "");
        int colon = text.indexOf(':');
        int wide = text.indexOf('：');
        int end = colon < 0 || wide >= 0 && wide < colon ? wide : colon;
        return end > 0 && end <= LONGEST_LABEL ? text.substring(0, end).strip().toLowerCase(Locale.ROOT) : "";
    }
}
