package io.embedesk.inbound;

import io.embedesk.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The signature of {@link RawMime} and {@link GenericWebhook}: HMAC-SHA-256 over the raw body in {@code X-Signature}; with
 * {@code X-Timestamp} over the timestamp, a dot and the body, and the time must be within five minutes, both ways.
 */
final class BodySignature {
    static final String SIGNATURE_HEADER = "X-Signature";
    static final String TIMESTAMP_HEADER = "X-Timestamp";
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final HmacSha256 hmac;

    BodySignature(List<Secret> secrets) {
        this.hmac = new HmacSha256(secrets);
    }

    static Map<String, String> sign(Secret secret, Instant at, byte[] body) {
        String timestamp = String.valueOf(at.getEpochSecond());
        String signature = HmacSha256.hex(secret, Bytes.utf8(timestamp + "."), Bytes.of(body));
        return Map.of(SIGNATURE_HEADER, "sha256=" + signature, TIMESTAMP_HEADER, timestamp);
    }

    Authenticity check(BufferedRequest request, Timestamps times) {
        if (!hmac.isPresent()) {
            return Authenticity.UNSIGNED;
        }
        Optional<String> timestamp = request.header(TIMESTAMP_HEADER);
        Bytes before = Bytes.utf8(timestamp.map(t -> t + ".").orElse(""));
        boolean genuine = request.header(SIGNATURE_HEADER)
                .filter(signature -> hmac.verifies(signature, before, request.body()))
                .isPresent();
        boolean inTime = timestamp.map(t -> times.within(t, WINDOW, WINDOW)).orElse(true);
        return genuine && inTime ? Authenticity.AUTHENTIC : Authenticity.FORGED;
    }
}
