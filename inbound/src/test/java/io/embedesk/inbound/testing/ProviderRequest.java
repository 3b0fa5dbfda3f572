package io.embedesk.inbound.testing;

import io.embedesk.inbound.InboundRequest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A request as a mail provider sends it. */
public final class ProviderRequest {
    private final Map<String, String> headers;
    private final byte[] body;

    ProviderRequest(Map<String, String> headers, byte[] body) {
        this.headers = Map.copyOf(headers);
        this.body = body.clone();
    }

    /**
     * The request over HTTP.
     *
     * @param webhook where to
     * @return to be sent by {@link java.net.http.HttpClient}
     */
    public HttpRequest to(URI webhook) {
        HttpRequest.Builder request = HttpRequest.newBuilder(webhook).POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return request.build();
    }

    /**
     * The request without a server.
     *
     * @param url where it would have been sent to
     * @return for {@link io.embedesk.inbound.InboundEndpoint#handle}
     */
    public InboundRequest asInbound(String url) {
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return InboundRequest.post(url, all, new ByteArrayInputStream(body));
    }

    /** {@return the same with a signature that is none} */
    public ProviderRequest forged() {
        Map<String, String> changed = new HashMap<>(headers);
        changed.replaceAll((name, value) -> name.equalsIgnoreCase("X-Signature") ? "0".repeat(64) : value);
        return new ProviderRequest(changed, body);
    }
}
