package io.embedesk.inbound;

import io.embedesk.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 over raw bytes, compared in constant time, under any of several secrets while one is replaced. */
final class HmacSha256 {
    private final List<Secret> secrets;

    HmacSha256(List<Secret> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    boolean isPresent() {
        return !secrets.isEmpty();
    }

    static String hex(Secret secret, byte[]... signed) {
        return HexFormat.of().formatHex(mac(secret, signed));
    }

    private static byte[] mac(Secret secret, byte[]... signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
            for (byte[] part : signed) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    /** Accepts {@code hex}, {@code sha256=hex} and base 64. */
    boolean verifies(String signature, byte[]... signed) {
        Optional<byte[]> given = decoded(signature.strip());
        boolean verified = false;
        for (Secret secret : secrets) {
            // Every secret is tried, so that time does not tell which one fits.
            verified |= given.isPresent() && MessageDigest.isEqual(mac(secret, signed), given.get());
        }
        return verified;
    }

    private static Optional<byte[]> decoded(String signature) {
        String value = signature.startsWith("sha256=") ? signature.substring(7) : signature;
        try {
            return Optional.of(
                    value.length() == 64
                            ? HexFormat.of().parseHex(value)
                            : Base64.getDecoder().decode(value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
