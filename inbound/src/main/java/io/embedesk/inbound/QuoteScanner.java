package io.embedesk.inbound;

import io.embedesk.inbound.QuoteLine.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tells what is new in a plain text from what was quoted, line by line, without regular expressions: what a mail program says before a
 * quote (an attribution, a marker, a block of headers), the {@code >} lines, and signatures. Nothing is cut without evidence.
 */
final class QuoteScanner {
    /** A signature below "-- " is no longer than this; what is longer was written. */
    private static final int LONGEST_SIGNATURE = 15;
    /** Lines below the last quote: up to here they are a signature or a footer. */
    private static final int LONGEST_FOOTER = 6;

    private final List<QuoteLine> lines;
    private final boolean[] cut;
    private int from;
    private int to;

    QuoteScanner(String text) {
        this.lines = QuoteLine.all(text);
        this.cut = new boolean[lines.size()];
        this.to = lines.size();
    }

    /** Without a mail that is passed on: that one is kept whole. */
    ReplyText divide() {
        int embedded = next(0, QuoteLine::beginsQuote);
        int forwarded = next(0, line -> line.is(Kind.FORWARDED));
        if (forwarded < embedded) {
            return whole();
        }
        skipAttributionsAtTop();
        int at = next(from, QuoteLine::beginsQuote);
        if (at < to) {
            cutAt(at);
        }
        cutTail();
        return result();
    }

    /** What stands before a mail that is quoted or passed on with its headers, and that mail. */
    static List<String> embedded(String text) {
        QuoteScanner scanner = new QuoteScanner(text);
        for (int i = 0; i < scanner.to; i++) {
            if (scanner.lines.get(i).is(Kind.HEADERS)) {
                int before = scanner.withoutRule(i);
                return List.of(scanner.joined(0, before), scanner.joined(i, scanner.to));
            }
        }
        int forwarded = scanner.next(0, line -> line.is(Kind.FORWARDED));
        boolean quoted = scanner.next(forwarded + 1, line -> line.is(Kind.QUOTE)) < scanner.to;
        return forwarded < scanner.to && quoted ? embedded(scanner.unquoted(forwarded)) : List.of();
    }

    /** As Apple's programs pass a mail on when they quote it. */
    private String unquoted(int start) {
        List<String> bare = new ArrayList<>();
        for (int i = 0; i < to; i++) {
            String line = lines.get(i).text();
            bare.add(i < start || !line.startsWith(">") ? line : line.substring(line.startsWith("> ") ? 2 : 1));
        }
        return String.join("\n", bare);
    }

    /** Below an attribution at the very top there is a quote and then the answer, or the text that the mail program took for a quote. */
    private void skipAttributionsAtTop() {
        int top = next(0, line -> !line.is(Kind.EMPTY));
        while (top < to && lines.get(top).is(Kind.ATTRIBUTION)) {
            from = next(top + lines.get(top).length(), line -> !line.is(Kind.EMPTY));
            cut(top, from);
            top = from;
        }
        if (from == 0 || from == to || !lines.get(from).is(Kind.QUOTE)) {
            return;
        }
        int end = next(from, line -> line.is(Kind.TEXT) || line.beginsQuote());
        boolean answered = end < to && next(end, line -> line.is(Kind.QUOTE)) == to;
        if (answered) {
            cut(from, end);
            from = end;
        }
    }

    private void cutAt(int at) {
        QuoteLine line = lines.get(at);
        if (!line.is(Kind.ATTRIBUTION)) {
            cut(withoutRule(at), to);
            to = withoutRule(at);
            return;
        }
        int behind = at + line.length();
        int quote = next(behind, other -> other.is(Kind.QUOTE));
        int text = next(quote, other -> other.is(Kind.TEXT));
        boolean quotedFirst = quote < to && next(behind, other -> !other.is(Kind.EMPTY)) == quote;
        boolean between = text < to && next(text, other -> other.is(Kind.QUOTE)) < to;
        if (quotedFirst && (between || isAnswer(text, at))) {
            cut(at, behind);
        } else {
            cut(at, to);
            to = at;
        }
    }

    /** Text below the only quote: an answer when it is long, or announced above. */
    private boolean isAnswer(int text, int above) {
        int written = 0;
        for (int i = text; i < to && !isSignatureMark(i) && !lines.get(i).is(Kind.RULE); i++) {
            written += lines.get(i).is(Kind.EMPTY) ? 0 : 1;
        }
        int last = above - 1;
        while (last > from && lines.get(last).is(Kind.EMPTY)) {
            last--;
        }
        boolean announced = last >= from && lines.get(last).text().strip().endsWith(":");
        return written > LONGEST_FOOTER || announced && written > 0;
    }

    private void cutTail() {
        cutSignature();
        cutTrailing(line -> line.isNothing() || line.isMobileSignature());
        int end = to;
        while (end > from
                && (lines.get(end - 1).is(Kind.QUOTE) || lines.get(end - 1).is(Kind.EMPTY))) {
            end--;
        }
        boolean text = next(from, line -> line.is(Kind.TEXT)) < end;
        boolean quote = next(end, line -> line.is(Kind.QUOTE)) < to;
        if (text && quote) {
            cut(end, to);
            to = end;
            cutSignature();
            cutTrailing(line -> line.isNothing() || line.isMobileSignature());
        }
    }

    private void cutSignature() {
        int end = to;
        while (end > from && lines.get(end - 1).is(Kind.EMPTY)) {
            end--;
        }
        int written = next(from, line -> line.is(Kind.TEXT));
        for (int i = Math.max(from + 1, end - LONGEST_SIGNATURE); i < end; i++) {
            boolean mark = isSignatureMark(i);
            boolean ruled = lines.get(i).isUnderscores() && end - i <= LONGEST_FOOTER;
            if ((mark || ruled) && written < i && next(i, line -> line.is(Kind.QUOTE)) == to) {
                cut(i, to);
                to = i;
                return;
            }
        }
    }

    private void cutTrailing(Predicate<QuoteLine> fits) {
        int end = to;
        while (end > from && fits.test(lines.get(end - 1))) {
            end--;
        }
        cut(end, to);
        to = end;
    }

    /** RFC 3676 section 4.3; mail programs drop the blank behind it. */
    private boolean isSignatureMark(int i) {
        String line = lines.get(i).text();
        return lines.get(i).is(Kind.RULE) && line.stripTrailing().equals("--");
    }

    /** The line that is drawn above a block of headers goes with it, and so does the marker. */
    private int withoutRule(int i) {
        int at = i;
        while (at > from) {
            QuoteLine line = lines.get(at - 1);
            boolean belongs =
                    line.is(Kind.EMPTY) || line.is(Kind.RULE) || line.is(Kind.FORWARDED) || line.is(Kind.ORIGINAL);
            if (!belongs) {
                break;
            }
            at--;
        }
        return at;
    }

    private int next(int start, Predicate<QuoteLine> wanted) {
        int i = start;
        while (i < to && !wanted.test(lines.get(i))) {
            i++;
        }
        return Math.min(i, to);
    }

    private void cut(int start, int end) {
        for (int i = start; i < end; i++) {
            cut[i] = true;
        }
    }

    private ReplyText whole() {
        return new ReplyText(joined(0, lines.size()), null);
    }

    private ReplyText result() {
        List<String> reply = new ArrayList<>();
        List<String> quoted = new ArrayList<>();
        boolean text = false;
        for (int i = 0; i < lines.size(); i++) {
            (cut[i] ? quoted : reply).add(lines.get(i).text());
            text |= !cut[i] && !lines.get(i).is(Kind.QUOTE) && !lines.get(i).isNothing();
        }
        String said = stripped(reply);
        String rest = stripped(quoted);
        return !text || rest.isEmpty() ? whole() : new ReplyText(said, rest);
    }

    private String joined(int start, int end) {
        return stripped(lines.subList(start, end).stream().map(QuoteLine::text).toList());
    }

    private static String stripped(List<String> lines) {
        return String.join("\n", lines).strip();
    }
}
