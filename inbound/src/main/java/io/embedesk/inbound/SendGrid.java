package io.embedesk.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import io.embedesk.Secret;
import io.embedesk.inbound.InboundException.Reason;
import io.embedesk.intake.IncomingMessage.Authentication;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SendGrid's Inbound Parse, parsed or raw. Authentic by the signature of a security policy, or by a password in the address. */
public final class SendGrid extends InboundProvider {
    private static final String SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature";
    private static final String TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp";
    /** SendGrid tries again for three days; it does not say whether it signs anew. */
    private static final Duration PAST = Duration.ofDays(3).plusHours(1);

    private static final Duration FUTURE = Duration.ofMinutes(5);

    private final List<PublicKey> keys;
    private final BasicAuth password;

    private SendGrid(List<PublicKey> keys, BasicAuth password) {
        this.keys = keys;
        this.password = password;
    }

    /**
     * Accepts only what SendGrid has signed.
     *
     * @param publicKeys the policy's {@code public_key}, base 64; several while one is replaced
     * @return the provider
     * @throws io.embedesk.ConfigurationException if one is no such key
     */
    public static SendGrid signedWith(String... publicKeys) {
        List<PublicKey> keys = new ArrayList<>();
        for (String key : publicKeys) {
            keys.add(Keys.publicKey("EC", key));
        }
        return new SendGrid(Keys.atLeastOne(keys), BasicAuth.none());
    }

    /**
     * Accepts only what comes with the password of {@code https://user:password@host/path}.
     *
     * @param user in the address
     * @param current in the address
     * @param previous passwords that are accepted while they are replaced
     * @return the provider
     */
    public static SendGrid withPassword(String user, Secret current, Secret... previous) {
        return new SendGrid(List.of(), new BasicAuth(user, RawMime.secrets(current, previous)));
    }

    /**
     * Accepts everything: whoever reaches the address can write into the desk.
     *
     * @return the provider
     */
    public static SendGrid acceptingUnsignedRequests() {
        return new SendGrid(List.of(), BasicAuth.none());
    }

    /**
     * Signs as SendGrid does, for a host's tests.
     *
     * @param key a private key on the curve P-256
     * @param at the time
     * @param body the raw body
     * @return the headers to send with it
     */
    public static Map<String, String> sign(PrivateKey key, Instant at, byte[] body) {
        try {
            String timestamp = String.valueOf(at.getEpochSecond());
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(timestamp.getBytes(StandardCharsets.UTF_8));
            signature.update(body);
            return Map.of(SIGNATURE, Base64.getEncoder().encodeToString(signature.sign()), TIMESTAMP, timestamp);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("A private key on P-256 signs", e);
        }
    }

    @Override
    public String name() {
        return "sendgrid";
    }

    @Override
    boolean asksForPassword() {
        return password.isPresent();
    }

    @Override
    boolean recognises(BufferedRequest request) {
        if (request.header(SIGNATURE).isPresent()) {
            return true;
        }
        if (!request.isForm()) {
            return false;
        }
        Form form = request.form();
        boolean mail = form.has("headers") || form.has("email");
        return mail && form.has("envelope") && (form.has("charsets") || form.has("SPF") || form.has("dkim"));
    }

    @Override
    Authenticity authenticate(BufferedRequest request, Timestamps times) {
        if (keys.isEmpty()) {
            return password.check(request);
        }
        String timestamp = request.header(TIMESTAMP).orElse("");
        Bytes signed = Bytes.utf8(timestamp);
        boolean genuine = keys.stream()
                .anyMatch(key -> Keys.verifies(
                        "SHA256withECDSA", key, request.header(SIGNATURE).orElse(""), signed, request.body()));
        return genuine && times.within(timestamp, PAST, FUTURE) ? Authenticity.AUTHENTIC : Authenticity.FORGED;
    }

    @Override
    List<InboundEmail> parse(BufferedRequest request, MailAssembly assembly) {
        Form form = request.form();
        MailDraft draft;
        if (form.has("headers")) {
            draft = parsed(form, assembly);
        } else if (form.has("email")) {
            draft = assembly.mime(form.last("email").orElseThrow().bytes());
        } else {
            throw new InboundException(Reason.NO_MAIL, "The SendGrid request carries neither headers nor a mail");
        }
        JsonNode envelope = Json.parse(form.text("envelope").isEmpty() ? "{}" : form.text("envelope"));
        draft.envelopeFrom = Json.text(envelope, "from");
        draft.envelopeTo = Addresses.list(String.join(",", Json.texts(envelope.path("to"), "")));
        draft.authentication = authentication(form, draft);
        return List.of(assembly.finish(draft));
    }

    private static MailDraft parsed(Form form, MailAssembly assembly) {
        MailDraft draft = new MailDraft();
        draft.headers.addBlock(form.text("headers"));
        JsonNode charsets = object(form.text("charsets"));
        draft.text = text(form, "text", charsets);
        draft.html = text(form, "html", charsets);
        JsonNode info = object(form.text("attachment-info"));
        Map<String, String> contentIds = Json.inverted(form.text("content-ids"));
        for (Form.Field file : form.files()) {
            JsonNode about = info.path(file.name());
            String name = Json.text(about, "filename");
            String type = Json.text(about, "type");
            String id = Json.text(about, "content-id");
            String contentId = id == null ? contentIds.get(file.name()) : id;
            assembly.attach(
                    draft,
                    name == null ? file.fileName() : name,
                    type == null ? file.contentType() : type,
                    file.bytes().content(),
                    contentId,
                    contentId != null);
        }
        return draft;
    }

    /** In the character set that the mail had, which is named beside it. */
    private static @Nullable String text(Form form, String field, JsonNode charsets) {
        return form.last(field)
                .map(f -> Charsets.decode(f.bytes().toArray(), Json.text(charsets, field))
                        .replace("\r\n", "\n"))
                .orElse(null);
    }

    /** What is no object says nothing. */
    private static JsonNode object(String text) {
        try {
            return Json.parse(text.isBlank() ? "{}" : text);
        } catch (InboundException e) {
            return Json.parse("{}");
        }
    }

    /** {@code {@customer.example : pass}}: only a signature of the author's own domain says who the author is. */
    private static Authentication authentication(Form form, MailDraft draft) {
        String domain = draft.headers.first("From").map(Addresses::mailboxes).orElse(List.of()).stream()
                .findFirst()
                .map(author -> author.address().domain())
                .orElse("");
        String results = form.text("dkim").toLowerCase(Locale.ROOT).replace(" ", "");
        String own = "@" + domain + ":";
        if (!domain.isEmpty() && results.contains(own + "pass")) {
            return Authentication.PASS;
        }
        boolean failed = results.contains(own + "fail") || form.text("SPF").equalsIgnoreCase("fail");
        return failed ? Authentication.FAIL : Authentication.UNKNOWN;
    }
}
