package io.embedesk.inbound;

import io.embedesk.Secret;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests as providers send them, in words of our own, with the signatures that belong to them. */
final class Fixtures {
    static final Secret KEY = Secret.of("a-webhook-key-of-some-length");
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String URL = "https://acme.example/api/tickets/inbound-email";

    private Fixtures() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }

    /** A plain mail; further header lines end in a line feed. */
    static String mail(String moreHeaders, String body) {
        return crlf("From: Carla Customer <carla@customer.example>\nTo: support@acme.example\nSubject: Printer\n"
                + "Date: Sun, 1 Mar 2026 12:00:00 +0100\nMessage-ID: <first@customer.example>\n" + moreHeaders + "\n"
                + body);
    }

    static InboundRequest request(String type, byte[] body, Map<String, String> headers) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("content-type", List.of(type));
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return InboundRequest.post(URL, all, new ByteArrayInputStream(body));
    }

    static InboundRequest raw(String mime, String... envelopeTo) {
        byte[] body = bytes(mime);
        Map<String, String> headers = new LinkedHashMap<>(RawMime.sign(KEY, NOW, body));
        if (envelopeTo.length > 0) {
            headers.put("X-Envelope-To", String.join(", ", envelopeTo));
        }
        return request("message/rfc822", body, headers);
    }

    static InboundRequest json(String json) {
        return request("application/json; charset=utf-8", bytes(json), GenericWebhook.sign(KEY, NOW, bytes(json)));
    }

    static InboundRequest form(Map<String, String> fields) {
        return request(
                "application/x-www-form-urlencoded",
                urlEncoded(fields),
                GenericWebhook.sign(KEY, NOW, urlEncoded(fields)));
    }

    static byte[] urlEncoded(Map<String, String> fields) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
        return bytes(String.join("&", pairs));
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static byte[] multipart(Map<String, String> fields, Map<String, String> files) {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--frontier\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        files.forEach((name, value) -> body.append("--frontier\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"; filename=\"")
                .append(name)
                .append(".png\"\r\nContent-Type: image/png\r\n\r\n")
                .append(value)
                .append("\r\n"));
        return bytes(body.append("--frontier--\r\n").toString());
    }

    static Map<String, String> mailgunFields(String token, String recipient) {
        Map<String, String> fields = new LinkedHashMap<>(Mailgun.sign(KEY, NOW, token));
        fields.put("recipient", recipient);
        fields.put("sender", "carla@customer.example");
        fields.put("from", "Carla Customer <carla@customer.example>");
        fields.put("subject", "Printer");
        fields.put("body-plain", "It is on fire.\r\n");
        fields.put("body-html", "<p>It is <b>on fire</b>.<script>alert(1)</script></p>");
        fields.put(
                "message-headers",
                "[[\"From\",\"=?utf-8?q?Carla_C=C3=BCstomer?= <carla@customer.example>\"],[\"To\",\"support@acme.example\"],"
                        + "[\"Subject\",\"Printer\"],[\"Message-Id\",\"<first@customer.example>\"],"
                        + "[\"In-Reply-To\",\"<ours@acme.example>\"],[\"X-Mailgun-Spf\",\"Pass\"]]");
        return fields;
    }

    static InboundRequest mailgun(Map<String, String> fields) {
        return request("application/x-www-form-urlencoded", urlEncoded(fields), Map.of());
    }
}
