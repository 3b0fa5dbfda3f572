package io.embedesk.inbound;

import io.embedesk.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A user and a password in the address that a provider posts to (RFC 7617), compared in constant time. */
final class BasicAuth {
    private final String user;
    private final List<Secret> passwords;

    BasicAuth(String user, List<Secret> passwords) {
        this.user = user;
        this.passwords = List.copyOf(passwords);
    }

    /** Accepts everything. */
    static BasicAuth none() {
        return new BasicAuth("", List.of());
    }

    boolean isPresent() {
        return !passwords.isEmpty();
    }

    static Map<String, String> header(String user, Secret password) {
        return Map.of("Authorization", value(user, password));
    }

    private static String value(String user, Secret password) {
        byte[] both = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    Authenticity check(BufferedRequest request) {
        if (!isPresent()) {
            return Authenticity.UNSIGNED;
        }
        byte[] given = request.header("Authorization").orElse("").getBytes(StandardCharsets.UTF_8);
        boolean known = false;
        for (Secret password : passwords) {
            // Every password is tried, so that time does not tell which one fits.
            known |= MessageDigest.isEqual(given, value(user, password).getBytes(StandardCharsets.UTF_8));
        }
        return known ? Authenticity.AUTHENTIC : Authenticity.FORGED;
    }
}
