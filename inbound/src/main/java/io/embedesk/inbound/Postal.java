package io.embedesk.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import io.embedesk.inbound.InboundException.Reason;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Postal's HTTP endpoints: the raw mail in JSON or in a form, signed with the server's key. */
public final class Postal extends InboundProvider {
    private static final String SIGNATURE = "X-Postal-Signature";
    private static final String ALGORITHM = "SHA1withRSA";
    private final List<PublicKey> keys;

    private Postal(List<PublicKey> keys) {
        this.keys = keys;
    }

    /**
     * Accepts only what Postal has signed.
     *
     * @param publicKeys the server's public key, base 64 or PEM; several while one is replaced
     * @return the provider
     * @throws io.embedesk.ConfigurationException if one is no such key
     */
    public static Postal signedWith(String... publicKeys) {
        List<PublicKey> keys = new ArrayList<>();
        for (String key : publicKeys) {
            keys.add(Keys.publicKey("RSA", key));
        }
        return new Postal(Keys.atLeastOne(keys));
    }

    /**
     * Accepts everything: whoever reaches the address can write into the desk.
     *
     * @return the provider
     */
    public static Postal acceptingUnsignedRequests() {
        return new Postal(List.of());
    }

    /**
     * Signs as Postal does, for a host's tests.
     *
     * @param key a private RSA key
     * @param body the raw body
     * @return the header to send with it
     */
    public static Map<String, String> sign(PrivateKey key, byte[] body) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(body);
            return Map.of(SIGNATURE, Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("A private RSA key signs", e);
        }
    }

    @Override
    public String name() {
        return "postal";
    }

    @Override
    boolean recognises(BufferedRequest request) {
        if (request.header(SIGNATURE).isPresent()) {
            return true;
        }
        if (request.isForm()) {
            return request.form().has("rcpt_to") && request.form().has("message");
        }
        JsonNode root = Json.orMissing(request);
        return root.has("rcpt_to") && root.has("message");
    }

    @Override
    Authenticity authenticate(BufferedRequest request, Timestamps times) {
        if (keys.isEmpty()) {
            return Authenticity.UNSIGNED;
        }
        String signature = request.header(SIGNATURE).orElse("");
        boolean genuine = keys.stream().anyMatch(key -> Keys.verifies(ALGORITHM, key, signature, request.body()));
        return genuine ? Authenticity.AUTHENTIC : Authenticity.FORGED;
    }

    /** Other than everybody else, Postal gives up after a 5xx and tells the sender, and tries again after anything else. */
    @Override
    int status(Answer answer) {
        return switch (answer) {
            case ACCEPTED -> 200;
            case FORGED, TRY_AGAIN -> 429;
            case TOO_LARGE -> 500;
        };
    }

    @Override
    String deliveryKey(BufferedRequest request) {
        String id = request.isForm()
                ? request.form().text("id")
                : Json.of(request).path("id").asText();
        return id.isEmpty() ? super.deliveryKey(request) : id;
    }

    @Override
    List<InboundEmail> parse(BufferedRequest request, MailAssembly assembly) {
        JsonNode root = request.isForm() ? GenericFields.ofForm(request.form()) : Json.of(request);
        JsonNode message = root.path("message");
        if (!Json.isText(message)) {
            throw new InboundException(
                    Reason.NO_MAIL, "The Postal request has no message; choose the raw format in Postal");
        }
        boolean encoded = root.path("base64").asText().equals("true")
                || root.path("base64").asText().equals("1");
        MailDraft draft = assembly.mime(message, encoded);
        draft.envelopeFrom = Json.text(root, "mail_from");
        draft.envelopeTo = Addresses.list(root.path("rcpt_to").asText());
        return List.of(assembly.finish(draft));
    }
}
