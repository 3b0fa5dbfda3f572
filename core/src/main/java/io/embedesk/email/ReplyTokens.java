package io.embedesk.email;

import io.embedesk.ConfigurationException;
import io.embedesk.EntryId;
import io.embedesk.Secret;
import io.embedesk.TicketId;
import io.embedesk.Workspace;
import io.embedesk.internal.Crockford;
import io.embedesk.internal.Texts;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Mints and verifies every token that leaves the desk in a mail and comes back: reply addresses and loop markers. A token
 * is one character of key id and 128 bits of HMAC-SHA-256 over its purpose, the workspace and what it stands for, so that
 * none can be used for another ticket, another workspace or another purpose. Safe for concurrent use.
 */
public final class ReplyTokens {
    private static final String PREFIX = "ticket+";
    private static final int ID_LENGTH = 26;
    private static final int TOKEN_LENGTH = 27;
    private static final int MIN_SECRET_BYTES = 16;

    private final Workspace workspace;
    private final char currentKey;
    private final Map<Character, SecretKeySpec> keys;

    private ReplyTokens(Workspace workspace, char currentKey, Map<Character, SecretKeySpec> keys) {
        this.workspace = workspace;
        this.currentKey = currentKey;
        this.keys = keys;
    }

    /**
     * The tokens of a workspace under one key.
     *
     * @param workspace whose tokens
     * @param secret at least 16 bytes; whoever has it can write into every ticket
     * @return the tokens
     * @throws ConfigurationException if the secret is too short
     */
    public static ReplyTokens of(Workspace workspace, Secret secret) {
        return new ReplyTokens(workspace, 'a', Map.of('a', key(secret)));
    }

    /**
     * The same tokens under a new key; what was signed with the old one is still accepted.
     *
     * @param keyId a letter or digit that no earlier key has
     * @param secret the new secret
     * @return tokens that sign with the new key
     */
    public ReplyTokens rotatedTo(char keyId, Secret secret) {
        if (keys.containsKey(keyId) || !(keyId >= 'a' && keyId <= 'z' || keyId >= '0' && keyId <= '9')) {
            throw new ConfigurationException(
                    "Key id '" + keyId + "' is taken or not a lower-case letter or digit", "Give each key its own.");
        }
        Map<Character, SecretKeySpec> both = new LinkedHashMap<>(keys);
        both.put(keyId, key(secret));
        return new ReplyTokens(workspace, keyId, Map.copyOf(both));
    }

    private static SecretKeySpec key(Secret secret) {
        byte[] bytes = secret.bytes();
        if (bytes.length < MIN_SECRET_BYTES) {
            throw new ConfigurationException(
                    "The reply key has " + bytes.length + " bytes",
                    "Use at least " + MIN_SECRET_BYTES + " random ones, for instance from `openssl rand -base64 32`.");
        }
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    /**
     * The signed address that a customer's answer comes back to.
     *
     * @param ticket the ticket
     * @param domain the domain whose mail reaches the desk
     * @return {@code ticket+{id}.{mac}@domain}; its local part has 61 characters
     */
    public EmailAddress address(TicketId ticket, String domain) {
        return new EmailAddress(
                PREFIX + ticket + "." + mint(currentKey, "reply-address", ticket.value()) + "@" + domain);
    }

    /**
     * Reads an address that a mail came to, in any case.
     *
     * @param address any address
     * @return the ticket it names and whether it proves anything; empty when it is not a reply address
     */
    public Optional<ReplyAddress> read(EmailAddress address) {
        String local = Texts.asciiLower(address.local());
        if (!local.startsWith(PREFIX) || local.length() < PREFIX.length() + ID_LENGTH) {
            return Optional.empty();
        }
        int idEnd = PREFIX.length() + ID_LENGTH;
        String rest = local.substring(idEnd);
        if (!rest.isEmpty() && rest.charAt(0) != '.') {
            return Optional.empty();
        }
        return TicketId.parse(local.substring(PREFIX.length(), idEnd))
                .map(id -> new ReplyAddress(
                        id, !rest.isEmpty() && verify(rest.substring(1), "reply-address", id.value())));
    }

    /**
     * Marks a mail as the desk's own, so that it is known again when it comes back.
     *
     * @param entry the reply that is mailed
     * @return the value of the {@code X-Embedesk-Loop} header
     */
    public String loopMarker(EntryId entry) {
        return entry + "." + mint(currentKey, "loop", entry.value());
    }

    /**
     * Whether a mail carries this desk's marker.
     *
     * @param marker the value of a {@code X-Embedesk-Loop} header, as it came
     * @return whether this workspace minted it
     */
    public boolean isOwnMarker(String marker) {
        String text = marker.strip();
        return text.length() == ID_LENGTH + 1 + TOKEN_LENGTH
                && text.charAt(ID_LENGTH) == '.'
                && verify(text.substring(ID_LENGTH + 1), "loop", text.substring(0, ID_LENGTH));
    }

    private String mint(char keyId, String purpose, String subject) {
        return keyId + Crockford.encode(mac(keys.get(keyId), purpose, subject));
    }

    private boolean verify(String token, String purpose, String subject) {
        if (token.length() != TOKEN_LENGTH || !keys.containsKey(token.charAt(0))) {
            return false;
        }
        byte[] expected = mint(token.charAt(0), purpose, subject).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, token.getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] mac(@org.jspecify.annotations.Nullable SecretKeySpec key, String purpose, String subject) {
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
