package io.embedesk.inbound;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A request as it came, in no framework's terms: nothing of its body has been parsed or decoded, for signatures are over the
 * very bytes. Its body can be read once.
 */
public final class InboundRequest {
    private final String method;
    private final String url;
    private final Map<String, List<String>> headers;
    private final InputStream body;

    private InboundRequest(String method, String url, Map<String, List<String>> headers, InputStream body) {
        this.method = method.toUpperCase(Locale.ROOT);
        this.url = url;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> this.headers.put(name, List.copyOf(values)));
        this.body = body;
    }

    /**
     * A POST, which is how every provider delivers.
     *
     * @param url where it was sent, as the provider knows the address
     * @param headers every header with its values; names in any case
     * @param body the raw body; closed by the caller
     * @return the request
     */
    public static InboundRequest post(String url, Map<String, List<String>> headers, InputStream body) {
        return new InboundRequest("POST", url, headers, body);
    }

    /**
     * A request of any method, such as the HEAD with which some providers try an address.
     *
     * @param method the method
     * @param url where it was sent
     * @param headers every header with its values
     * @param body the raw body; closed by the caller
     * @return the request
     */
    public static InboundRequest of(String method, String url, Map<String, List<String>> headers, InputStream body) {
        return new InboundRequest(method, url, headers, body);
    }

    /**
     * Reads a captured request: a request line or a status line, headers, a blank line, and the body to the end.
     *
     * @param capture its bytes; lines of the head may end in LF or CRLF
     * @return the request
     * @throws InboundException if it has no such head
     */
    public static InboundRequest ofCapture(byte[] capture) {
        try {
            return Capture.read(new ByteArrayInputStream(capture));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same request with one more header, such as one that a proxy has kept back.
     *
     * @param name of the header
     * @param value its value, after those that it has already
     * @return a changed copy with the same body
     */
    public InboundRequest withHeader(String name, String value) {
        Map<String, List<String>> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.merge(
                name,
                List.of(value),
                (old, added) -> Stream.concat(old.stream(), added.stream()).toList());
        return new InboundRequest(method, url, more, body);
    }

    /** {@return the method, in capitals} */
    public String method() {
        return method;
    }

    /** {@return where it was sent} */
    public String url() {
        return url;
    }

    /**
     * A header.
     *
     * @param name in any case
     * @return its first value
     */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** {@return the media type of the body, in lower case and without its parameters; empty when there is none} */
    public String mediaType() {
        String type = header("Content-Type").orElse("");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    Map<String, List<String>> headers() {
        return headers;
    }

    InputStream body() {
        return body;
    }

    @Override
    public String toString() {
        return "InboundRequest[" + method + " " + mediaType() + "]";
    }
}
