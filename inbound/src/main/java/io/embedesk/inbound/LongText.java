package io.embedesk.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A long string of a JSON document, such as a file in base 64: it stays where it is, and is read when it is wanted. */
final class LongText {
    private static final int LONG = 64 << 10;
    private final Bytes literal;

    private LongText(Bytes literal) {
        this.literal = literal;
    }

    /** Its characters in UTF-8, without the escapes of JSON. */
    InputStream open() {
        return new Unescaped(literal.open());
    }

    /** For whoever wants all of it. */
    @Override
    public String toString() {
        try (InputStream in = open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the document with its short strings. */
    interface Parsing {
        JsonNode parse(byte[] json) throws IOException;
    }

    /** A document in which each long string is a {@link POJONode} of one of these. */
    static JsonNode read(Bytes json, Parsing parsing) throws IOException {
        List<LongText> found = new ArrayList<>();
        // Nobody who wrote the document can have known it.
        String mark = UUID.randomUUID() + ":";
        JsonNode root = parsing.parse(shortened(json, mark, found));
        return found.isEmpty() ? root : replaced(root, mark, found);
    }

    private static byte[] shortened(Bytes json, String mark, List<LongText> found) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < json.size()) {
            byte next = json.at(at);
            int end = next == '"' ? endOfString(json, at + 1) : at;
            if (end - at > LONG) {
                out.writeBytes(("\"" + mark + found.size() + "\"").getBytes(StandardCharsets.US_ASCII));
                found.add(new LongText(json.slice(at + 1, end)));
                at = end + 1;
            } else {
                int through = Math.min(end, json.size() - 1);
                for (int i = at; i <= through; i++) {
                    out.write(json.at(i));
                }
                at = through + 1;
            }
        }
        return out.toByteArray();
    }

    /** Where its closing quote is; the end of the document when there is none. */
    private static int endOfString(Bytes json, int from) {
        int at = from;
        while (at < json.size() && json.at(at) != '"') {
            at += json.at(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, json.size());
    }

    private static JsonNode replaced(JsonNode node, String mark, List<LongText> found) {
        if (node.isTextual() && node.asText().startsWith(mark)) {
            return new POJONode(found.get(Integer.parseInt(node.asText().substring(mark.length()))));
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(replaced(field.getValue(), mark, found)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, replaced(array.get(i), mark, found));
            }
        }
        return node;
    }

    /** RFC 8259 section 7. */
    private static final class Unescaped extends InputStream {
        private final InputStream in;
        private byte[] pending = new byte[0];
        private int next;
        private char high;

        Unescaped(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            if (next < pending.length) {
                return pending[next++] & 0xff;
            }
            int plain = in.read();
            return plain == '\\' ? escaped(in.read()) : plain;
        }

        @Override
        public int read(byte[] into, int at, int most) throws IOException {
            int count = 0;
            while (count < most) {
                int one = read();
                if (one < 0) {
                    return count == 0 && most > 0 ? -1 : count;
                }
                into[at + count++] = (byte) one;
            }
            return count;
        }

        private int escaped(int letter) throws IOException {
            return switch (letter) {
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'u' -> character();
                default -> letter;
            };
        }

        private int character() throws IOException {
            String digits = new String(in.readNBytes(4), StandardCharsets.US_ASCII);
            char unit;
            try {
                unit = (char) Integer.parseInt(digits, 16);
            } catch (NumberFormatException e) {
                throw new IOException("An escape in the JSON is broken", e);
            }
            if (Character.isHighSurrogate(unit)) {
                high = unit;
                return read();
            }
            String text = Character.isLowSurrogate(unit) ? new String(new char[] {high, unit}) : String.valueOf(unit);
            pending = text.getBytes(StandardCharsets.UTF_8);
            next = 0;
            return read();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
