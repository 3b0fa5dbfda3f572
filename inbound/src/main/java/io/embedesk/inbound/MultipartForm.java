package io.embedesk.inbound;

import io.embedesk.inbound.InboundException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code multipart/form-data} (RFC 7578), its parts as bytes. Lines may also end in a bare LF, as in some captures. */
final class MultipartForm {
    private static final int MAX_PART_HEADER = 8_192;
    private final Bytes body;
    private final byte[] delimiter;
    private final InboundLimits limits;

    private MultipartForm(Bytes body, String boundary, InboundLimits limits) {
        this.body = body;
        this.delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        this.limits = limits;
    }

    static Form parse(String contentType, Bytes body, InboundLimits limits) {
        String boundary = parameter(contentType, "boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > 200) {
            throw new InboundException(Reason.MALFORMED, "The multipart request names no boundary");
        }
        return new MultipartForm(body, boundary, limits).parse();
    }

    private Form parse() {
        List<Form.Field> fields = new ArrayList<>();
        int start = nextDelimiter(0);
        if (start < 0) {
            throw new InboundException(Reason.MALFORMED, "The multipart request never has its boundary");
        }
        while (!isClosing(start)) {
            int from = endOfLine(start + delimiter.length);
            int next = nextDelimiter(from);
            if (next < 0) {
                throw new InboundException(Reason.MALFORMED, "The multipart request ends within a part");
            }
            fields.add(part(from, withoutLineEnd(from, next)));
            if (fields.size() > limits.parts()) {
                throw new InboundException(Reason.TOO_MANY, "The form has more than " + limits.parts() + " parts");
            }
            start = next;
        }
        return new Form(fields);
    }

    /** A delimiter stands at the beginning of a line. */
    private int nextDelimiter(int from) {
        boolean lineStart = from == 0 || body.at(from - 1) == '\n';
        for (int i = from; i <= body.size() - delimiter.length; i++) {
            if (lineStart && body.matches(i, delimiter)) {
                return i;
            }
            lineStart = body.at(i) == '\n';
        }
        return -1;
    }

    private boolean isClosing(int delimiterAt) {
        int after = delimiterAt + delimiter.length;
        return after + 1 < body.size() && body.at(after) == '-' && body.at(after + 1) == '-';
    }

    private int endOfLine(int from) {
        int at = from;
        while (at < body.size() && body.at(at) != '\n') {
            at++;
        }
        return Math.min(at + 1, body.size());
    }

    private int withoutLineEnd(int from, int end) {
        int at = end;
        if (at > from && body.at(at - 1) == '\n') {
            at--;
        }
        return at > from && body.at(at - 1) == '\r' ? at - 1 : at;
    }

    private Form.Field part(int from, int end) {
        String disposition = "";
        String type = null;
        int at = from;
        while (at < end) {
            int lineEnd = Math.min(endOfLine(at), end);
            if (lineEnd - from > MAX_PART_HEADER) {
                throw new InboundException(
                        Reason.TOO_LARGE, "A part's header has more than " + MAX_PART_HEADER + " bytes");
            }
            String line = new String(body.slice(at, lineEnd).toArray(), StandardCharsets.UTF_8).strip();
            at = lineEnd;
            if (line.isEmpty()) {
                break;
            }
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-disposition:")) {
                disposition = line;
            } else if (lower.startsWith("content-type:")) {
                type = line.substring("content-type:".length()).strip();
            }
        }
        String name = parameter(disposition, "name");
        return new Form.Field(
                name == null ? "" : name, parameter(disposition, "filename"), type, body.slice(at, Math.max(at, end)));
    }

    /** A parameter of a header, quoted or not. */
    static @Nullable String parameter(String header, String name) {
        int at = 0;
        while ((at = header.indexOf(';', at)) >= 0) {
            at++;
            while (at < header.length() && Character.isWhitespace(header.charAt(at))) {
                at++;
            }
            if (header.regionMatches(true, at, name + "=", 0, name.length() + 1)) {
                return value(header, at + name.length() + 1);
            }
            at = afterValue(header, at);
        }
        return null;
    }

    private static String value(String header, int from) {
        if (from < header.length() && header.charAt(from) == '"') {
            StringBuilder out = new StringBuilder();
            for (int i = from + 1; i < header.length() && header.charAt(i) != '"'; i++) {
                // A browser escapes only the quote; a backslash before anything else is part of a Windows path.
                if (header.charAt(i) == '\\' && i + 1 < header.length() && header.charAt(i + 1) == '"') {
                    i++;
                }
                out.append(header.charAt(i));
            }
            return out.toString();
        }
        int end = header.indexOf(';', from);
        return header.substring(from, end < 0 ? header.length() : end).strip();
    }

    /** A semicolon within quotes ends nothing. */
    private static int afterValue(String header, int from) {
        boolean quoted = false;
        int at = from;
        while (at < header.length() && (quoted || header.charAt(at) != ';')) {
            if (header.charAt(at) == '"') {
                quoted = !quoted;
            }
            at++;
        }
        return at;
    }
}
