package io.embedesk.internal;

import io.embedesk.ConfigurationException;
import io.embedesk.Secret;
import io.embedesk.Workspace;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and verifies: one character of key id and 128 bits of HMAC-SHA-256 over a purpose, the workspace and a subject, so
 * that no signature can be used for anything else.
 */
public final class SigningKeys {
    public static final int TOKEN_LENGTH = 27;
    private static final int MIN_SECRET_BYTES = 16;

    private final Workspace workspace;
    private final char current;
    private final Map<Character, SecretKeySpec> keys;

    private SigningKeys(Workspace workspace, char current, Map<Character, SecretKeySpec> keys) {
        this.workspace = workspace;
        this.current = current;
        this.keys = keys;
    }

    public static SigningKeys of(Workspace workspace, Secret secret) {
        return new SigningKeys(workspace, 'a', Map.of('a', key(secret)));
    }

    /** Signs with the new key, and still accepts what was signed with the old ones. */
    public SigningKeys rotatedTo(char keyId, Secret secret) {
        if (keys.containsKey(keyId) || !(keyId >= 'a' && keyId <= 'z' || keyId >= '0' && keyId <= '9')) {
            throw new ConfigurationException(
                    "Key id '" + keyId + "' is taken or not a lower-case letter or digit", "Give each key its own.");
        }
        Map<Character, SecretKeySpec> both = new LinkedHashMap<>(keys);
        both.put(keyId, key(secret));
        return new SigningKeys(workspace, keyId, Map.copyOf(both));
    }

    private static SecretKeySpec key(Secret secret) {
        byte[] bytes = secret.bytes();
        if (bytes.length < MIN_SECRET_BYTES) {
            throw new ConfigurationException(
                    "The key has " + bytes.length + " bytes",
                    "Use at least " + MIN_SECRET_BYTES + " random ones, for instance from `openssl rand -base64 32`.");
        }
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    public String sign(String purpose, String subject) {
        return signed(current, purpose, subject);
    }

    private String signed(char keyId, String purpose, String subject) {
        return keyId + Crockford.encode(mac(Objects.requireNonNull(keys.get(keyId)), purpose, subject));
    }

    public boolean verify(String token, String purpose, String subject) {
        if (token.length() != TOKEN_LENGTH || !keys.containsKey(token.charAt(0))) {
            return false;
        }
        byte[] expected = signed(token.charAt(0), purpose, subject).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, token.getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] mac(SecretKeySpec key, String purpose, String subject) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            String signed = "embedesk/1\n" + purpose + "\n" + workspace.id() + "\n" + subject;
            return Arrays.copyOf(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)), 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }
}
