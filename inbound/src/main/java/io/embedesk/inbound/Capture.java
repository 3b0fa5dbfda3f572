package io.embedesk.inbound;

import io.embedesk.inbound.InboundException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
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

    private Capture() {}

    static byte[] write(InboundRequest request, byte[] body) {
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
        ByteArrayOutputStream out = new ByteArrayOutputStream(head.length() + body.length + 2);
        out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        out.writeBytes(body);
        return out.toByteArray();
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

    static InboundRequest read(byte[] capture) {
        List<String> lines = new ArrayList<>();
        int at = 0;
        while (true) {
            int end = indexOf(capture, at);
            if (end < 0) {
                throw new InboundException(Reason.MALFORMED, "A captured request has a head, a blank line and a body");
            }
            String line = new String(capture, at, end - at, StandardCharsets.UTF_8).stripTrailing();
            at = end + 1;
            if (line.isEmpty()) {
                break;
            }
            lines.add(line);
        }
        int length = capture.length - at;
        return request(lines, new ByteArrayInputStream(capture, at, length));
    }

    private static int indexOf(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static InboundRequest request(List<String> lines, ByteArrayInputStream body) {
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
