package io.embedesk.inbound;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.embedesk.Content;
import io.embedesk.inbound.InboundException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as providers send it: deep nesting is refused, long strings are not, for they are files. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private static final int BEGINNING = 4_096;

    private Json() {}

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            String where = "line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr();
            throw new InboundException(Reason.MALFORMED, "The JSON is broken at " + where, e);
        }
    }

    /** Values as keys: a file's field, and what the mail's HTML calls it. */
    static Map<String, String> inverted(String object) {
        Map<String, String> inverted = new LinkedHashMap<>();
        if (!object.isBlank()) {
            parse(object)
                    .properties()
                    .forEach(e -> inverted.put(e.getValue().asText(), e.getKey().strip()));
        }
        inverted.values().removeIf(String::isEmpty);
        return inverted;
    }

    static JsonNode of(BufferedRequest request) {
        try {
            return LongText.read(request.body(), MAPPER::readTree);
        } catch (JsonProcessingException e) {
            throw new InboundException(Reason.MALFORMED, "The JSON is broken", e);
        } catch (IOException e) {
            throw new InboundException(Reason.MALFORMED, "The JSON cannot be read", e);
        }
    }

    /** For recognising alone: nothing where it is no JSON. */
    static JsonNode orMissing(BufferedRequest request) {
        try {
            return request.isJson() || request.mediaType().equals("text/plain")
                    ? of(request)
                    : MissingNode.getInstance();
        } catch (InboundException e) {
            return MissingNode.getInstance();
        }
    }

    /** Headers as an object, an array of pairs, of names and values or of objects with one field, or the block itself. */
    static void headers(JsonNode headers, MailHeaders into) {
        if (headers.isTextual()) {
            into.addBlock(headers.asText());
        } else if (headers.isArray()) {
            for (JsonNode header : headers) {
                if (header.isArray()) {
                    into.add(header.path(0).asText(), header.path(1).asText());
                } else if (either(header, "name").isEmpty()) {
                    headers(header, into);
                } else {
                    into.add(either(header, "name"), either(header, "value"));
                }
            }
        } else {
            headers.properties().forEach(e -> {
                Iterable<JsonNode> values = e.getValue().isArray() ? e.getValue() : List.of(e.getValue());
                values.forEach(value -> into.add(e.getKey().replace('_', '-'), value.asText()));
            });
        }
    }

    /** A field whose name begins with a small letter or a capital. */
    static String either(JsonNode node, String name) {
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return node.path(name).asText(node.path(capital).asText());
    }

    /** The texts of an array, whether it has texts or objects with that field. */
    static List<String> texts(JsonNode array, String field) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array.isArray() ? array : List.of(array)) {
            String text = item.isObject() ? item.path(field).asText() : item.asText();
            if (!text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** Null where there is none. */
    static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return isText(value) && !value.asText().isEmpty() ? value.asText() : null;
    }

    static boolean isText(JsonNode value) {
        return value.isTextual() || value instanceof POJONode;
    }

    /** The characters of a text, however long it is. */
    static Content plain(JsonNode text) {
        return text instanceof POJONode pojo && pojo.getPojo() instanceof LongText longText
                ? longText::open
                : Bytes.utf8(text.asText()).content();
    }

    /** Enough to see what sort of text it is. */
    static String beginning(JsonNode text) {
        try (InputStream in = plain(text).open()) {
            return new String(in.readNBytes(BEGINNING), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the text is in base 64. */
    static Content decoded(JsonNode text) {
        Content plain = plain(text);
        return () -> Base64.getMimeDecoder().wrap(plain.open());
    }
}
