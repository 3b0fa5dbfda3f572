package io.embedesk.inbound.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embedesk.Secret;
import io.embedesk.email.MessageId;
import io.embedesk.inbound.GenericWebhook;
import io.embedesk.inbound.Mailgun;
import io.embedesk.inbound.RawMime;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A mail in the requests that providers make of it, signed with the secret that the host's endpoint knows. */
public final class ProviderRequests {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "a-part-of-this-request";
    private final Secret secret;
    private final Clock clock;

    private ProviderRequests(Secret secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /**
     * Requests that are signed now.
     *
     * @param secret the webhook's
     * @return the requests
     */
    public static ProviderRequests signedWith(Secret secret) {
        return new ProviderRequests(secret, Clock.systemUTC());
    }

    /**
     * Requests that are signed at another time, such as that of a movable clock.
     *
     * @param time says when
     * @return the same with another clock
     */
    public ProviderRequests at(Clock time) {
        return new ProviderRequests(secret, time);
    }

    /**
     * For {@link RawMime}: the mail itself.
     *
     * @param mail the mail
     * @return the request
     */
    public ProviderRequest rawMime(CustomerMail mail) {
        byte[] body = mail.mime();
        Map<String, String> headers = new HashMap<>(RawMime.sign(secret, clock.instant(), body));
        headers.put("Content-Type", "message/rfc822");
        headers.put("X-Envelope-From", mail.from());
        headers.put("X-Envelope-To", mail.to());
        return new ProviderRequest(headers, body);
    }

    /**
     * For {@link GenericWebhook}: an object of JSON, with files in base 64.
     *
     * @param mail the mail
     * @return the request
     */
    public ProviderRequest json(CustomerMail mail) {
        ObjectNode payload = JSON.createObjectNode();
        payload.put("from", mail.from());
        payload.put("to", mail.to());
        payload.put("subject", mail.subject());
        payload.put("text", mail.text());
        payload.put("messageId", mail.id().bracketed());
        payload.put("references", references(mail));
        ArrayNode files = payload.putArray("attachments");
        for (CustomerMail.File file : mail.files()) {
            files.addObject()
                    .put("filename", file.name())
                    .put("contentType", file.contentType())
                    .put("content", Base64.getEncoder().encodeToString(file.bytes()));
        }
        byte[] body = payload.toString().getBytes(UTF_8);
        return generic("application/json", body);
    }

    /**
     * For {@link GenericWebhook}: a form with the files beside the fields.
     *
     * @param mail the mail
     * @return the request
     */
    public ProviderRequest multipart(CustomerMail mail) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("from", mail.from());
        fields.put("to", mail.to());
        fields.put("subject", mail.subject());
        fields.put("text", mail.text());
        fields.put("message-id", mail.id().bracketed());
        fields.put("references", references(mail));
        fields.forEach((name, value) -> part(body, "name=\"" + name + "\"", "text/plain", value.getBytes(UTF_8)));
        int count = 0;
        for (CustomerMail.File file : mail.files()) {
            String about = "name=\"attachment-" + ++count + "\"; filename=\"" + file.name() + "\"";
            part(body, about, file.contentType(), file.bytes());
        }
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
        return generic("multipart/form-data; boundary=" + BOUNDARY, body.toByteArray());
    }

    private static void part(ByteArrayOutputStream body, String about, String type, byte[] content) {
        String head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + about + "\r\nContent-Type: " + type
                + "\r\n\r\n";
        body.writeBytes(head.getBytes(UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(UTF_8));
    }

    private ProviderRequest generic(String type, byte[] body) {
        Map<String, String> headers = new HashMap<>(GenericWebhook.sign(secret, clock.instant(), body));
        headers.put("Content-Type", type);
        return new ProviderRequest(headers, body);
    }

    /**
     * For {@link Mailgun}: a form, without files, signed in its fields.
     *
     * @param mail the mail
     * @return the request
     */
    public ProviderRequest mailgun(CustomerMail mail) {
        Map<String, String> fields = new LinkedHashMap<>(
                Mailgun.sign(secret, clock.instant(), UUID.randomUUID().toString()));
        fields.put("recipient", mail.to());
        fields.put("sender", mail.from());
        fields.put("from", mail.from());
        fields.put("subject", mail.subject());
        fields.put("body-plain", mail.text());
        ArrayNode headers = JSON.createArrayNode();
        header(headers, "From", mail.from());
        header(headers, "To", mail.to());
        header(headers, "Subject", mail.subject());
        header(headers, "Message-Id", mail.id().bracketed());
        if (!mail.references().isEmpty()) {
            header(headers, "References", references(mail));
        }
        fields.put("message-headers", headers.toString());
        String body = fields.entrySet().stream()
                .map(field ->
                        URLEncoder.encode(field.getKey(), UTF_8) + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return new ProviderRequest(Map.of("Content-Type", "application/x-www-form-urlencoded"), body.getBytes(UTF_8));
    }

    private static void header(ArrayNode headers, String name, String value) {
        headers.addArray().add(name).add(value);
    }

    private static String references(CustomerMail mail) {
        return mail.references().stream().map(MessageId::bracketed).collect(Collectors.joining(" "));
    }
}
