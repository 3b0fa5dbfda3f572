package io.embedesk.mail;

import io.embedesk.ConfigurationException;
import io.embedesk.Secret;
import io.embedesk.Workspace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what must not stand in a database: AES-256-GCM (NIST SP 800-38D) with a random nonce, bound to the workspace and to
 * the field, so that a value that is copied elsewhere does not open there. Each value names its key, so that keys can be replaced.
 */
public final class SettingsKeys {
    private static final String VERSION = "1";
    private static final int MIN_SECRET_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final char current;
    private final Map<Character, SecretKeySpec> keys;

    private SettingsKeys(char current, Map<Character, SecretKeySpec> keys) {
        this.current = current;
        this.keys = keys;
    }

    /**
     * A first key.
     *
     * @param secret at least 16 random bytes, kept outside the database
     * @return the keys
     * @throws ConfigurationException if it is too short
     */
    public static SettingsKeys of(Secret secret) {
        return new SettingsKeys('a', Map.of('a', key(secret)));
    }

    /**
     * Encrypts with a new key, and still opens what was encrypted with the old ones: when everything has been saved once more,
     * they can go.
     *
     * @param keyId a lower-case letter or digit that no earlier key has; the first one has {@code a}
     * @param secret the new key
     * @return a changed copy
     * @throws ConfigurationException if the id is taken or the secret too short
     */
    public SettingsKeys rotatedTo(char keyId, Secret secret) {
        if (keys.containsKey(keyId) || !(keyId >= 'a' && keyId <= 'z' || keyId >= '0' && keyId <= '9')) {
            throw new ConfigurationException(
                    "Key id '" + keyId + "' is taken or not a lower-case letter or digit", "Give each key its own.");
        }
        Map<Character, SecretKeySpec> all = new LinkedHashMap<>(keys);
        all.put(keyId, key(secret));
        return new SettingsKeys(keyId, Map.copyOf(all));
    }

    private static SecretKeySpec key(Secret secret) {
        byte[] bytes = secret.bytes();
        if (bytes.length < MIN_SECRET_BYTES) {
            throw new ConfigurationException(
                    "The key for settings has " + bytes.length + " bytes",
                    "Use at least " + MIN_SECRET_BYTES + " random ones, for instance from `openssl rand -base64 32`.");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            return new SecretKeySpec(mac.doFinal("embedesk/settings/1".getBytes(StandardCharsets.UTF_8)), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256", e);
        }
    }

    String seal(Secret secret, Workspace workspace, String field) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, current, nonce, workspace, field);
            byte[] sealed = cipher.doFinal(secret.bytes());
            byte[] all = ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return VERSION + "." + current + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-GCM", e);
        }
    }

    Secret open(String sealed, Workspace workspace, String field) {
        String[] parts = sealed.split("\\.", 3);
        if (parts.length != 3 || !parts[0].equals(VERSION) || parts[1].length() != 1) {
            throw unreadable("is not what this version writes", "Save the settings once more.");
        }
        char keyId = parts[1].charAt(0);
        if (!keys.containsKey(keyId)) {
            throw unreadable(
                    "was encrypted with key '" + keyId + "', which is not among the keys",
                    "Pass that key as well, or save the settings once more.");
        }
        try {
            byte[] all = Base64.getUrlDecoder().decode(parts[2]);
            byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, keyId, nonce, workspace, field);
            byte[] opened = cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return Secret.of(new String(opened, StandardCharsets.UTF_8));
        } catch (AEADBadTagException | IllegalArgumentException e) {
            throw unreadable(
                    "does not open: it was changed, belongs to another workspace, or key '" + keyId
                            + "' is another one",
                    "Pass the key that it was encrypted with, or save the settings once more.");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, char keyId, byte[] nonce, Workspace workspace, String field)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, Objects.requireNonNull(keys.get(keyId)), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(("embedesk/settings/1\n" + workspace.id() + "\n" + field).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static ConfigurationException unreadable(String why, String remedy) {
        return new ConfigurationException("A stored mail password " + why, remedy);
    }

    @Override
    public String toString() {
        return "SettingsKeys[" + keys.size() + "]";
    }
}
