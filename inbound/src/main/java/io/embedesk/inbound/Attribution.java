package io.embedesk.inbound;

import java.util.List;
import java.util.Locale;

/** "On 3 March 2026, Ann wrote:": what a mail program says before a quote, in any language, wrapped or not. */
final class Attribution {
    private static final QuoteWords WORDS = QuoteWords.ALL;
    private static final int MOST_LINES = 6;
    private static final int LONGEST = 400;

    private Attribution() {}

    /** Of how many lines, from here on; 0 where there is none. */
    static int length(List<String> lines, int i) {
        StringBuilder joined = new StringBuilder();
        for (int j = i; j < Math.min(lines.size(), i + MOST_LINES); j++) {
            String line = lines.get(j);
            if (line.length() > LONGEST
                    || joined.length() > LONGEST
                    || line.stripLeading().startsWith(">") && !(j > i && isBracket(line))) {
                return 0;
            }
            joined.append(j == i ? "" : " ").append(line.strip());
            if (j == i + 3 && !beginsAsAttribution(joined.toString())) {
                return 0;
            }
            if (mayClose(joined)) {
                String text = joined.toString();
                boolean beforeQuote = isFollowedByQuote(lines, j + 1);
                if (is(text, beforeQuote)) {
                    return beginsLater(lines, i, j, beforeQuote) ? 0 : j - i + 1;
                }
            }
        }
        return 0;
    }

    /** What stands above it was written, and is no part of it. */
    private static boolean beginsLater(List<String> lines, int i, int end, boolean beforeQuote) {
        boolean hasBeginning = beginsAsAttribution(lines.get(i));
        for (int start = i + 1; start <= end; start++) {
            String rest = String.join(" ", lines.subList(start, end + 1)).strip();
            // "On Mon, 2 Mar 2026" above "at 09:14, Ann wrote:" is the same sentence, wrapped.
            boolean wrapped = hasBeginning && hasYear(String.join(" ", lines.subList(i, start))) && !hasYear(rest);
            boolean begins = !wrapped && beginsAsAttribution(rest) || !hasBeginning && !closesWhatIsNotOpen(rest);
            if (begins && !QuoteLine.isBlank(lines.get(start)) && is(rest, beforeQuote)) {
                return true;
            }
        }
        return false;
    }

    private static boolean closesWhatIsNotOpen(String text) {
        int close = text.indexOf('>');
        return close >= 0 && (text.indexOf('<') < 0 || text.indexOf('<') > close);
    }

    /** The end of an address that was wrapped: "> wrote:". */
    private static boolean isBracket(String line) {
        String text = line.strip().toLowerCase(Locale.ROOT);
        return text.length() < 60
                && text.startsWith(">")
                && (text.endsWith(":") || text.endsWith("："))
                && text.indexOf('@') < 0;
    }

    /** Nearly every line is none; that is seen by its end. */
    private static boolean mayClose(CharSequence text) {
        return !text.isEmpty()
                && (":：>-*_".indexOf(text.charAt(text.length() - 1)) >= 0 || Character.isDigit(text.charAt(0)));
    }

    private static boolean is(String whole, boolean beforeQuote) {
        if (!mayClose(whole) || !hasDigit(whole) && whole.indexOf('@') < 0) {
            return false;
        }
        String text = QuoteWords.trimmed(whole, "-*_ \t").toLowerCase(Locale.ROOT);
        boolean closed = text.endsWith(":") || text.endsWith("：");
        boolean address = text.indexOf('<') >= 0 && text.indexOf('@') > text.indexOf('<');
        boolean dated = hasYear(text) || hasTime(text);
        String said = QuoteWords.trimmed(text, ":： \t");
        boolean wrote = WORDS.endsWithWrote(said) || WORDS.hasWrote(QuoteWords.wordsOf(said));
        if (wrote && (closed || isBetweenDashes(whole))) {
            boolean sure = address || beginsAsAttribution(text) && hasTime(text) && hasYear(text);
            boolean some = dated || text.indexOf('@') >= 0 || hasDigit(text) && beginsAsAttribution(text);
            return sure || beforeQuote && some;
        }
        // "2026-03-01 12:00 GMT+01:00 Ann <ann@customer.example>:", which says the same in no language.
        boolean dateFirst = beginsWithDate(text) && !text.endsWith(".");
        boolean zoned = text.contains("gmt") && hasTime(text);
        boolean addressLast = address && (text.endsWith(">") || text.endsWith(">:"));
        return dateFirst && (zoned || addressLast && (beforeQuote || closed))
                || closed && addressLast && hasYear(text) && hasTime(text);
    }

    private static boolean isBetweenDashes(String line) {
        return line.strip().startsWith("--") && line.strip().endsWith("--");
    }

    private static boolean beginsAsAttribution(String text) {
        String word = QuoteWords.firstWord(text, 40).toLowerCase(Locale.ROOT);
        return !word.isEmpty() && (WORDS.isBeginning(word) || Character.isDigit(word.charAt(0)));
    }

    /** Year, month and day, or the other way round, with anything between. */
    private static boolean beginsWithDate(String text) {
        int i = 0;
        for (int number = 1; number <= 3; number++) {
            int digits = 0;
            while (i < text.length() && Character.isDigit(text.charAt(i))) {
                digits++;
                i++;
            }
            if (digits == 0 || digits > 4) {
                return false;
            }
            if (number < 3 && (i == text.length() || "-/.".indexOf(text.charAt(i)) < 0)) {
                return false;
            }
            i++;
        }
        return true;
    }

    private static boolean hasDigit(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** 1990 to 2099. */
    static boolean hasYear(String text) {
        for (int i = 0; i + 4 <= text.length(); i++) {
            boolean alone = (i == 0 || !Character.isDigit(text.charAt(i - 1)))
                    && (i + 4 == text.length() || !Character.isDigit(text.charAt(i + 4)));
            if (alone && (text.startsWith("20", i) || text.startsWith("199", i)) && digits(text, i, 4)) {
                return true;
            }
        }
        return false;
    }

    /** 9:30, 09.30 or 9h30. */
    static boolean hasTime(String text) {
        for (int i = 1; i + 2 < text.length(); i++) {
            boolean separator = ":.h".indexOf(text.charAt(i)) >= 0;
            boolean after = i + 3 == text.length() || !Character.isDigit(text.charAt(i + 3));
            if (separator && Character.isDigit(text.charAt(i - 1)) && digits(text, i + 1, 2) && after) {
                return true;
            }
        }
        return false;
    }

    private static boolean digits(String text, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (!Character.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFollowedByQuote(List<String> lines, int from) {
        int i = from;
        while (i < lines.size() && i < from + MOST_LINES && QuoteLine.isBlank(lines.get(i))) {
            i++;
        }
        return i < lines.size()
                && (lines.get(i).stripLeading().startsWith(">") || lines.get(i).startsWith("|"));
    }
}
