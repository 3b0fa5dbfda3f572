package io.embedesk.inbound;

import io.embedesk.inbound.InboundException.Reason;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Looks over the bytes of a mail before a parser does: one that has more of anything than is allowed is refused in the time that it takes
 * to read it once. It also finds where the headers end, which parsers see differently when a line is none.
 */
final class MimeScan {
    private static final int LONGEST_BOUNDARY = 300;
    private static final Set<String> RECIPIENTS =
            Set.of("to", "cc", "bcc", "reply-to", "from", "sender", "delivered-to");

    private final Bytes raw;
    private final InboundLimits limits;
    private final Set<String> boundaries = new HashSet<>();
    /** Whether a boundary is written so that these bytes do not show it: then every line with two dashes may be one. */
    private boolean unclear;

    private int parts;

    MimeScan(Bytes raw, InboundLimits limits) {
        this.raw = raw;
        this.limits = limits;
    }

    /** Where the headers end and the body begins; between them is a blank line, unless it was forgotten. */
    record Division(int headersEnd, int bodyStart) {}

    Division checked() {
        int end = headers();
        // Without such a type there, no part of the body is looked into.
        if (text(0, end).toLowerCase(Locale.ROOT).contains("multipart")) {
            boundaries();
            body(end);
        }
        boolean separated = end < raw.size() && isBlank(end);
        return new Division(end, separated ? nextLine(end) : end);
    }

    /** Where the blank line is, or the first line that cannot be a header. */
    private int headers() {
        int lines = 0;
        int named = 0;
        boolean recipients = false;
        int at = 0;
        while (at < raw.size() && !isBlank(at)) {
            int next = nextLine(at);
            boolean folded = raw.at(at) == ' ' || raw.at(at) == '\t';
            if (!folded) {
                int colon = colon(at, next);
                boolean envelope = at == 0 && startsWith(at, "From ");
                if (colon < 0 && !envelope) {
                    return at;
                }
                lines++;
                recipients =
                        colon > 0 && RECIPIENTS.contains(text(at, colon).strip().toLowerCase(Locale.ROOT));
            }
            if (recipients) {
                named += count('@', at, next);
            }
            at = next;
            if (lines > limits.headers()) {
                throw tooMany(limits.headers(), "header lines");
            }
            if (at > limits.headerBytes()) {
                throw new InboundException(
                        Reason.TOO_LARGE, "The mail's headers have more than " + limits.headerBytes() + " bytes");
            }
            if (named > limits.recipients()) {
                throw tooMany(limits.recipients(), "addresses in its headers");
            }
        }
        return at;
    }

    /** RFC 5322 section 2.2: printable characters, then a colon. Blanks before it are obsolete, and seen. */
    private int colon(int from, int to) {
        for (int i = from; i < to; i++) {
            if (raw.at(i) == ':') {
                return i > from ? i : -1;
            }
            if (raw.at(i) == ' ' || raw.at(i) == '\t') {
                int next = i;
                while (next < to && (raw.at(next) == ' ' || raw.at(next) == '\t')) {
                    next++;
                }
                return next < to && raw.at(next) == ':' ? next : -1;
            }
            if (raw.at(i) < '!') {
                return -1;
            }
        }
        return -1;
    }

    /** Every boundary that is named anywhere, for a part within names those of its own parts. */
    private void boundaries() {
        for (int i = 0; i + 10 < raw.size(); i++) {
            if ((raw.at(i) | 0x20) == 'b' && isWord(i, "boundary")) {
                int at = skipBlanks(i + 8);
                if (at < raw.size() && raw.at(at) == '=') {
                    boundaries.add(value(skipBlanks(at + 1)));
                } else if (at < raw.size() && (raw.at(at) == '*' || raw.at(at) == '(')) {
                    // RFC 2231, or a comment: only a parser knows what it names.
                    unclear = true;
                }
            }
            if (boundaries.size() > limits.parts()) {
                throw tooMany(limits.parts(), "boundaries");
            }
        }
    }

    /** A header may go on in the next line. */
    private int skipBlanks(int from) {
        int at = from;
        while (at < raw.size()
                && (raw.at(at) == ' ' || raw.at(at) == '\t' || raw.at(at) == '\r' || raw.at(at) == '\n')) {
            at++;
        }
        return at;
    }

    private String value(int at) {
        unclear |= at < raw.size() && raw.at(at) == '(';
        boolean quoted = at < raw.size() && raw.at(at) == '"';
        int start = quoted ? at + 1 : at;
        int end = start;
        while (end < raw.size() && end - start < LONGEST_BOUNDARY && !endsValue(raw.at(end), quoted)) {
            unclear |= raw.at(end) == '\\' || raw.at(end) == '(' && !quoted;
            end++;
        }
        unclear |= end - start == LONGEST_BOUNDARY;
        return text(start, end).strip();
    }

    private static boolean endsValue(byte b, boolean quoted) {
        return b == '\r' || b == '\n' || (quoted ? b == '"' : b == ';' || b == ' ' || b == '\t');
    }

    /** A delimiter begins each part, and one ends them all. */
    private void body(int from) {
        String guessed = null;
        boolean guesses = boundaries.isEmpty();
        for (int at = from; at < raw.size(); at = nextLine(at)) {
            if (raw.at(at) != '-' || at + 1 >= raw.size() || raw.at(at + 1) != '-') {
                continue;
            }
            int end = Math.min(nextLine(at), at + LONGEST_BOUNDARY + 6);
            String line = text(at + 2, end).stripTrailing();
            String bare = line.endsWith("--") ? line.substring(0, line.length() - 2) : line;
            if (guessed == null) {
                // Where a multipart names no boundary, parsers take the first that looks like one.
                guessed = bare;
            }
            if (unclear || boundaries.contains(line) || boundaries.contains(bare) || guesses && bare.equals(guessed)) {
                parts++;
            }
            if (parts > 2 * limits.parts()) {
                throw tooMany(limits.parts(), "parts");
            }
        }
    }

    private static InboundException tooMany(int most, String what) {
        return new InboundException(Reason.TOO_MANY, "The mail has more than " + most + " " + what);
    }

    private boolean isBlank(int at) {
        return raw.at(at) == '\n' || raw.at(at) == '\r' && (at + 1 == raw.size() || raw.at(at + 1) == '\n');
    }

    private boolean isWord(int at, String word) {
        for (int i = 0; i < word.length(); i++) {
            if ((raw.at(at + i) | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean startsWith(int at, String word) {
        return at + word.length() <= raw.size() && text(at, at + word.length()).equals(word);
    }

    private int count(char wanted, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += raw.at(i) == wanted ? 1 : 0;
        }
        return count;
    }

    private int nextLine(int at) {
        int i = at;
        while (i < raw.size() && raw.at(i) != '\n') {
            i++;
        }
        return Math.min(i + 1, raw.size());
    }

    private String text(int from, int to) {
        return raw.latin(from, to);
    }
}
