package io.embedesk.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import io.embedesk.Secret;
import io.embedesk.inbound.InboundException.Reason;
import java.util.List;
import java.util.Map;

/** MailerSend's inbound routes: signed JSON with the whole mail. It never tries again, so that what it hears is little else than yes. */
public final class MailerSend extends InboundProvider {
    private static final String SIGNATURE = "Signature";
    private final HmacSha256 hmac;

    private MailerSend(List<Secret> secrets) {
        this.hmac = new HmacSha256(secrets);
    }

    /**
     * Accepts only what MailerSend has signed.
     *
     * @param current the secret of the inbound route
     * @param previous secrets that are accepted while they are replaced
     * @return the provider
     */
    public static MailerSend signedWith(Secret current, Secret... previous) {
        return new MailerSend(RawMime.secrets(current, previous));
    }

    /**
     * Accepts everything: whoever reaches the address can write into the desk.
     *
     * @return the provider
     */
    public static MailerSend acceptingUnsignedRequests() {
        return new MailerSend(List.of());
    }

    /**
     * Signs as MailerSend does, for a host's tests.
     *
     * @param secret the secret of the route
     * @param body the raw body
     * @return the header to send with it
     */
    public static Map<String, String> sign(Secret secret, byte[] body) {
        return Map.of(SIGNATURE, HmacSha256.hex(secret, Bytes.of(body)));
    }

    @Override
    public String name() {
        return "mailersend";
    }

    @Override
    boolean recognises(BufferedRequest request) {
        return Json.orMissing(request).path("type").asText().equals("inbound.message");
    }

    @Override
    Authenticity authenticate(BufferedRequest request, Timestamps times) {
        if (!hmac.isPresent()) {
            return Authenticity.UNSIGNED;
        }
        boolean genuine = hmac.verifies(request.header(SIGNATURE).orElse(""), request.body());
        return genuine ? Authenticity.AUTHENTIC : Authenticity.FORGED;
    }

    @Override
    String deliveryKey(BufferedRequest request) {
        String id = Json.of(request).path("data").path("id").asText();
        return id.isEmpty() ? super.deliveryKey(request) : id;
    }

    @Override
    List<InboundEmail> parse(BufferedRequest request, MailAssembly assembly) {
        JsonNode data = Json.of(request).path("data");
        JsonNode raw = data.path("raw");
        if (!Json.isText(raw) && !data.has("headers")) {
            throw new InboundException(
                    Reason.NO_MAIL, "The MailerSend request is of another kind than inbound.message");
        }
        MailDraft draft = Json.isText(raw) ? assembly.mime(raw, false) : parsed(data, assembly);
        draft.envelopeFrom = Json.text(data.path("sender"), "email");
        draft.envelopeTo = Addresses.list(
                String.join(",", Json.texts(data.path("recipients").path("rcptTo"), "email")));
        return List.of(assembly.finish(draft));
    }

    private static MailDraft parsed(JsonNode data, MailAssembly assembly) {
        MailDraft draft = new MailDraft();
        Json.headers(data.path("headers"), draft.headers);
        draft.headerUnlessThere("From", Json.text(data.path("from"), "raw"));
        draft.headerUnlessThere("Subject", Json.text(data, "subject"));
        draft.text = Json.text(data, "text");
        draft.html = Json.text(data, "html");
        data.path("attachments").forEach(file -> GenericFields.attach(draft, file, assembly));
        return draft;
    }
}
