package io.embedesk.inbound;

import io.embedesk.Content;
import io.embedesk.inbound.InboundException.Reason;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A request as a text that can be kept and read again: what a receipt's raw bytes are. */
final class Capture {
    /** Credentials are not kept: the request was authenticated before it was captured. */
    private static final Set<String> SECRET_HEADERS = Set.of("authorization", "cookie", "proxy-authorization");

    /** More than any server takes as a line of a request's head. */
    private static final int LONGEST_LINE = 256 << 10;

    private Capture() {}

    static Content write(InboundRequest request, Bytes body) {
        StringBuilder head =
                new StringBuilder(request.method() + " " + oneLine(pathOf(request.url())) + " HTTP/1.1\r\n");
        request.headers().forEach((name, values) -> {
            if (!SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> head.append(oneLine(name))
                        .append(": ")
                        .append(oneLine(value))
                        .append("\r\n"));
            }
        });
        Bytes before = Bytes.utf8(head.append("\r\n").toString());
        return () -> new SequenceInputStream(before.open(), body.open());
    }

    /** A user and password may stand before the host. */
    private static String pathOf(String url) {
        int scheme = url.indexOf("://");
        int path = scheme < 0 ? 0 : url.indexOf('/', scheme + 3);
        return path < 0 ? "/" : url.substring(path);
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\r\\n]", " ");
    }

    /** Reads the head; what is behind it is the body, still in the stream. */
    static InboundRequest read(InputStream capture) throws IOException {
        InputStream in = new BufferedInputStream(capture);
        List<String> lines = new ArrayList<>();
        String line = line(in);
        while (!line.isEmpty()) {
            lines.add(line);
            line = line(in);
        }
        return request(lines, in);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = line.size() > LONGEST_LINE ? -1 : in.read();
        }
        if (next < 0) {
            throw new InboundException(Reason.MALFORMED, "A captured request has a head, a blank line and a body");
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private static InboundRequest request(List<String> lines, InputStream body) {
        if (lines.isEmpty()) {
            throw new InboundException(Reason.MALFORMED, "A captured request begins with a request or status line");
        }
        String[] first = lines.get(0).split(" ", 3);
        boolean status = first[0].startsWith("HTTP/");
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(line.substring(0, colon).strip(), n -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        String url = status || first.length < 2 ? "/" : first[1];
        return InboundRequest.of(status ? "POST" : first[0], url, headers, body);
    }
}
