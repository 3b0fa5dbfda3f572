package io.embedesk.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import io.embedesk.Secret;
import io.embedesk.inbound.InboundException.Reason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Resend: a signed notice that a mail has come, which the host's {@link Fetcher} then gets. */
public final class Resend extends InboundProvider {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final String PREFIX = "whsec_";
    private final HmacSha256 hmac;
    private final Fetcher fetcher;

    private Resend(List<byte[]> keys, Fetcher fetcher) {
        this.hmac = HmacSha256.withKeys(keys);
        this.fetcher = fetcher;
    }

    /**
     * Accepts only what Resend has signed.
     *
     * @param fetcher asked for {@code https://api.resend.com/emails/receiving/{id}}; answers with the mail itself, as the
     *     {@code raw.download_url} of that document has it
     * @param current the webhook's secret, with or without {@code whsec_}
     * @param previous secrets that are accepted while they are replaced
     * @return the provider
     */
    public static Resend signedWith(Fetcher fetcher, Secret current, Secret... previous) {
        return new Resend(
                RawMime.secrets(current, previous).stream().map(Resend::key).toList(), fetcher);
    }

    /**
     * Accepts everything: whoever reaches the address can write into the desk.
     *
     * @param fetcher as in {@link #signedWith}
     * @return the provider
     */
    public static Resend acceptingUnsignedRequests(Fetcher fetcher) {
        return new Resend(List.of(), fetcher);
    }

    /**
     * Signs as Resend does, for a host's tests.
     *
     * @param secret the webhook's secret
     * @param id any id of the delivery
     * @param at the time
     * @param body the raw body
     * @return the headers to send with it
     */
    public static Map<String, String> sign(Secret secret, String id, Instant at, byte[] body) {
        String timestamp = String.valueOf(at.getEpochSecond());
        byte[] mac = HmacSha256.mac(key(secret), Bytes.utf8(id + "." + timestamp + "."), Bytes.of(body));
        return Map.of(
                "svix-id",
                id,
                "svix-timestamp",
                timestamp,
                "svix-signature",
                "v1," + Base64.getEncoder().encodeToString(mac));
    }

    private static byte[] key(Secret secret) {
        String text = secret.reveal();
        return Base64.getDecoder().decode(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
    }

    private static String header(BufferedRequest request, String name) {
        return request.header("svix-" + name)
                .or(() -> request.header("webhook-" + name))
                .orElse("");
    }

    @Override
    public String name() {
        return "resend";
    }

    @Override
    boolean recognises(BufferedRequest request) {
        return Json.orMissing(request).path("type").asText().equals("email.received");
    }

    @Override
    Authenticity authenticate(BufferedRequest request, Timestamps times) {
        if (!hmac.isPresent()) {
            return Authenticity.UNSIGNED;
        }
        String timestamp = header(request, "timestamp");
        Bytes before = Bytes.utf8(header(request, "id") + "." + timestamp + ".");
        boolean genuine = false;
        for (String signature : header(request, "signature").split(" ", 10)) {
            genuine |= signature.startsWith("v1,") && hmac.verifies(signature.substring(3), before, request.body());
        }
        return genuine && times.within(timestamp, WINDOW, WINDOW) ? Authenticity.AUTHENTIC : Authenticity.FORGED;
    }

    /** The same for each attempt, while timestamp and signature are new. */
    @Override
    String deliveryKey(BufferedRequest request) {
        String id = header(request, "id");
        return id.isEmpty() ? super.deliveryKey(request) : id;
    }

    @Override
    List<InboundEmail> parse(BufferedRequest request, MailAssembly assembly) {
        JsonNode root = Json.of(request);
        String id = root.path("data").path("email_id").asText();
        boolean plain = !id.isEmpty()
                && id.length() <= 100
                && id.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-');
        if (!root.path("type").asText().equals("email.received") || !plain) {
            throw new InboundException(Reason.NO_MAIL, "The Resend request is of another kind than email.received");
        }
        URI place = URI.create("https://api.resend.com/emails/receiving/" + id);
        return List.of(assembly.finish(assembly.fetched(fetcher, place)));
    }
}
