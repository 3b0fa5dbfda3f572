package io.embedesk.inbound;

import io.embedesk.inbound.InboundException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
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

    private final byte[] raw;
    private final InboundLimits limits;
    private final Set<String> boundaries = new HashSet<>();
    /** Whether a boundary is written so that these bytes do not show it: then every line with two dashes may be one. */
    private boolean unclear;

    private int parts;

    MimeScan(byte[] raw, InboundLimits limits) {
        this.raw = raw;
        this.limits = limits;
    }

    /** The same mail; with a blank line behind its headers, if there was none. */
    byte[] checked() {
        int end = headers();
        boundaries();
        body(end);
        boolean separated = end == raw.length || isBlank(end);
        return separated ? raw : withBlankLine(end);
    }

    private byte[] withBlankLine(int at) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length + 2);
        out.write(raw, 0, at);
        out.write('\r');
        out.write('\n');
        out.write(raw, at, raw.length - at);
        return out.toByteArray();
    }

    /** Where the blank line is, or the first line that cannot be a header. */
    private int headers() {
        int lines = 0;
        int named = 0;
        boolean recipients = false;
        int at = 0;
        while (at < raw.length && !isBlank(at)) {
            int next = nextLine(at);
            boolean folded = raw[at] == ' ' || raw[at] == '\t';
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
            if (raw[i] == ':') {
                return i > from ? i : -1;
            }
            if (raw[i] == ' ' || raw[i] == '\t') {
                int next = i;
                while (next < to && (raw[next] == ' ' || raw[next] == '\t')) {
                    next++;
                }
                return next < to && raw[next] == ':' ? next : -1;
            }
            if (raw[i] < '!') {
                return -1;
            }
        }
        return -1;
    }

    /** Every boundary that is named anywhere, for a part within names those of its own parts. */
    private void boundaries() {
        for (int i = 0; i + 10 < raw.length; i++) {
            if ((raw[i] | 0x20) == 'b' && isWord(i, "boundary")) {
                int at = skipBlanks(i + 8);
                if (at < raw.length && raw[at] == '=') {
                    boundaries.add(value(skipBlanks(at + 1)));
                } else if (at < raw.length && (raw[at] == '*' || raw[at] == '(')) {
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
        while (at < raw.length && (raw[at] == ' ' || raw[at] == '\t' || raw[at] == '\r' || raw[at] == '\n')) {
            at++;
        }
        return at;
    }

    private String value(int at) {
        unclear |= at < raw.length && raw[at] == '(';
        boolean quoted = at < raw.length && raw[at] == '"';
        int start = quoted ? at + 1 : at;
        int end = start;
        while (end < raw.length && end - start < LONGEST_BOUNDARY && !endsValue(raw[end], quoted)) {
            unclear |= raw[end] == '\\' || raw[end] == '(' && !quoted;
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
        boolean guesses = boundaries.isEmpty() && isMultipart();
        for (int at = from; at < raw.length; at = nextLine(at)) {
            if (raw[at] != '-' || at + 1 >= raw.length || raw[at + 1] != '-') {
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

    private boolean isMultipart() {
        return text(0, Math.min(raw.length, limits.headerBytes()))
                .toLowerCase(Locale.ROOT)
                .contains("multipart/");
    }

    private static InboundException tooMany(int most, String what) {
        return new InboundException(Reason.TOO_MANY, "The mail has more than " + most + " " + what);
    }

    private boolean isBlank(int at) {
        return raw[at] == '\n' || raw[at] == '\r' && (at + 1 == raw.length || raw[at + 1] == '\n');
    }

    private boolean isWord(int at, String word) {
        for (int i = 0; i < word.length(); i++) {
            if ((raw[at + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean startsWith(int at, String word) {
        return at + word.length() <= raw.length && text(at, at + word.length()).equals(word);
    }

    private int count(char wanted, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += raw[i] == wanted ? 1 : 0;
        }
        return count;
    }

    private int nextLine(int at) {
        int i = at;
        while (i < raw.length && raw[i] != '\n') {
            i++;
        }
        return Math.min(i + 1, raw.length);
    }

    private String text(int from, int to) {
        return new String(raw, from, Math.max(0, to - from), StandardCharsets.ISO_8859_1);
    }
}
