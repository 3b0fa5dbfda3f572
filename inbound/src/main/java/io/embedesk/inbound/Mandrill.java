package io.embedesk.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import io.embedesk.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Mandrill's inbound webhook: a form with several events in one field, signed together with the address they are posted to. */
public final class Mandrill extends InboundProvider {
    private static final String SIGNATURE = "X-Mandrill-Signature";
    private static final String EVENTS = "mandrill_events";
    private final String url;
    private final List<Secret> keys;

    private Mandrill(String url, List<Secret> keys) {
        this.url = url;
        this.keys = keys;
    }

    /**
     * Accepts only what Mandrill has signed.
     *
     * @param url the webhook's address exactly as Mandrill has it, also where a proxy changes it on the way
     * @param current the webhook's key
     * @param previous keys that are accepted while they are replaced
     * @return the provider
     */
    public static Mandrill signedWith(String url, Secret current, Secret... previous) {
        return new Mandrill(url, RawMime.secrets(current, previous));
    }

    /**
     * Accepts everything: whoever reaches the address can write into the desk.
     *
     * @return the provider
     */
    public static Mandrill acceptingUnsignedRequests() {
        return new Mandrill("", List.of());
    }

    /**
     * Signs as Mandrill does, for a host's tests.
     *
     * @param url the webhook's address
     * @param key its key
     * @param fields the form's fields
     * @return the header to send with it
     */
    public static Map<String, String> sign(String url, Secret key, Map<String, String> fields) {
        StringBuilder signed = new StringBuilder(url);
        new TreeMap<>(fields).forEach((name, value) -> signed.append(name).append(value));
        return Map.of(SIGNATURE, Base64.getEncoder().encodeToString(mac(key, signed.toString())));
    }

    private static byte[] mac(Secret key, String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.bytes(), "HmacSHA1"));
            return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA1", e);
        }
    }

    @Override
    public String name() {
        return "mandrill";
    }

    @Override
    boolean recognises(BufferedRequest request) {
        return request.header(SIGNATURE).isPresent()
                || request.isForm() && request.form().has(EVENTS);
    }

    @Override
    Authenticity authenticate(BufferedRequest request, Timestamps times) {
        if (keys.isEmpty()) {
            return Authenticity.UNSIGNED;
        }
        if (!request.isForm()) {
            return Authenticity.FORGED;
        }
        Map<String, String> fields = new TreeMap<>();
        request.form().fields().forEach(field -> fields.put(field.name(), field.text()));
        byte[] given = request.header(SIGNATURE).orElse("").getBytes(StandardCharsets.UTF_8);
        boolean genuine = false;
        for (Secret key : keys) {
            String expected = sign(url, key, fields).getOrDefault(SIGNATURE, "");
            genuine |= MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given);
        }
        return genuine ? Authenticity.AUTHENTIC : Authenticity.FORGED;
    }

    /** When a webhook is made, its address is tried with no event. */
    @Override
    boolean isHandshake(BufferedRequest request) {
        return request.isForm() && request.form().text(EVENTS).strip().equals("[]");
    }

    @Override
    List<InboundEmail> parse(BufferedRequest request, MailAssembly assembly) {
        List<InboundEmail> mails = new ArrayList<>();
        for (JsonNode event : Json.parse(request.form().text(EVENTS))) {
            if (event.path("event").asText().equals("inbound")) {
                mails.add(mail(event.path("msg"), assembly));
            }
        }
        return mails;
    }

    private static InboundEmail mail(JsonNode message, MailAssembly assembly) {
        JsonNode raw = message.path("raw_msg");
        MailDraft draft = Json.isText(raw) ? assembly.mime(raw, false) : parsed(message, assembly);
        draft.envelopeTo = Addresses.list(message.path("email").asText());
        return assembly.finish(draft);
    }

    private static MailDraft parsed(JsonNode message, MailAssembly assembly) {
        MailDraft draft = new MailDraft();
        Json.headers(message.path("headers"), draft.headers);
        draft.headerUnlessThere("From", Json.text(message, "from_email"));
        draft.headerUnlessThere("Subject", Json.text(message, "subject"));
        draft.text = Json.text(message, "text");
        draft.html = Json.text(message, "html");
        for (String kind : List.of("attachments", "images")) {
            for (JsonNode file : message.path(kind)) {
                JsonNode content = file.path("content");
                boolean plain = file.has("base64") && !file.path("base64").asBoolean();
                boolean image = kind.equals("images");
                assembly.attach(
                        draft,
                        Json.text(file, "name"),
                        Json.text(file, "type"),
                        plain ? Json.plain(content) : Json.decoded(content),
                        image ? Json.text(file, "name") : null,
                        image);
            }
        }
        return draft;
    }
}
