package io.embedesk.inbound;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embedesk.inbound.InboundException.Reason;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON as providers send it: deep nesting is refused, long strings are not, for they are files. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

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
}
