package io.embedesk.inbound;

import io.embedesk.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 over raw bytes, compared in constant time, under any of several secrets while one is replaced. */
final class HmacSha256 {
    private final List<byte[]> keys;

    private HmacSha256(Stream<byte[]> keys) {
        this.keys = keys.toList();
    }

    HmacSha256(List<Secret> secrets) {
        this(secrets.stream().map(Secret::bytes));
    }

    /** With keys that are no text. */
    static HmacSha256 withKeys(List<byte[]> keys) {
        return new HmacSha256(keys.stream());
    }

    boolean isPresent() {
        return !keys.isEmpty();
    }

    static String hex(Secret secret, Bytes... signed) {
        return HexFormat.of().formatHex(mac(secret.bytes(), signed));
    }

    static byte[] mac(byte[] key, Bytes... signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (Bytes part : signed) {
                part.feed(mac::update);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    /** Accepts {@code hex}, {@code sha256=hex} and base 64. */
    boolean verifies(String signature, Bytes... signed) {
        Optional<byte[]> given = decoded(signature.strip());
        boolean verified = false;
        for (byte[] key : keys) {
            // Every key is tried, so that time does not tell which one fits.
            verified |= given.isPresent() && MessageDigest.isEqual(mac(key, signed), given.get());
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
}
