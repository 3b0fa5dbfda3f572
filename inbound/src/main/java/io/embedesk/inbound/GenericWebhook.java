package io.embedesk.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import io.embedesk.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Any other sender of mail as JSON, as a form or as multipart: a forwarder of the host's own, or a provider that is not named
 * here. Keys are found under the names that providers use for them, whatever their case and dashes; a field with the whole
 * mail is preferred to its parsed parts.
 */
public final class GenericWebhook extends InboundProvider {
    private final BodySignature signature;

    private GenericWebhook(List<Secret> secrets) {
        this.signature = new BodySignature(secrets);
    }

    /**
     * Accepts only what is signed.
     *
     * @param current the secret that both sides have
     * @param previous secrets that are accepted while they are replaced
     * @return the provider
     */
    public static GenericWebhook signedWith(Secret current, Secret... previous) {
        return new GenericWebhook(RawMime.secrets(current, previous));
    }

    /**
     * Accepts everything: whoever reaches the address can write into the desk.
     *
     * @return the provider
     */
    public static GenericWebhook acceptingUnsignedRequests() {
        return new GenericWebhook(List.of());
    }

    /**
     * Signs a body as this provider expects it.
     *
     * @param secret the secret that both sides have
     * @param at the time of sending
     * @param body the raw body
     * @return the headers to send with it
     */
    public static Map<String, String> sign(Secret secret, Instant at, byte[] body) {
        return BodySignature.sign(secret, at, body);
    }

    @Override
    public String name() {
        return "generic";
    }

    @Override
    boolean recognises(BufferedRequest request) {
        return request.isJson() || request.isForm();
    }

    @Override
    Authenticity authenticate(BufferedRequest request, Timestamps times) {
        return signature.check(request, times);
    }

    @Override
    List<InboundEmail> parse(BufferedRequest request, MailAssembly assembly) {
        if (request.isForm()) {
            return List.of(new GenericFields(
                            GenericFields.ofForm(request.form()), request.form().files(), assembly)
                    .mail());
        }
        JsonNode root = Json.of(request);
        List<JsonNode> mails = new ArrayList<>();
        (root.isArray() ? root : List.of(root)).forEach(mails::add);
        return mails.stream()
                .map(node -> new GenericFields(node, List.of(), assembly).mail())
                .toList();
    }
}
