package io.embedesk.inbound;

import java.util.HashMap;
import java.util.Map;

/**
 * What to answer. The status is the one that this provider reads as what happened.
 *
 * @param status the status code
 * @param headers the headers
 * @param body the body, as UTF-8
 */
public record InboundResponse(int status, Map<String, String> headers, String body) {
    // Takes a copy.
    public InboundResponse {
        headers = Map.copyOf(headers);
    }

    InboundResponse with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new InboundResponse(status, more, body);
    }

    static InboundResponse json(int status, String body) {
        return new InboundResponse(status, Map.of("Content-Type", "application/json"), body);
    }
}
