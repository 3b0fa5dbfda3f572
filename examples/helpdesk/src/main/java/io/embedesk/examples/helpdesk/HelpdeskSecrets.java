package io.embedesk.examples.helpdesk;

import io.embedesk.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.springframework.stereotype.Component;

/** The keys of this installation: made at the first start, kept in a file that only its owner can read. */
@Component
final class HelpdeskSecrets {
    private static final List<String> NAMES = List.of("reply-key", "webhook-secret", "settings-key");
    private final Properties values = new Properties();

    HelpdeskSecrets(HelpdeskProperties properties) throws IOException {
        Path file = properties.data().resolve("secrets.properties");
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                values.load(reader);
            }
        }
        if (!values.keySet().containsAll(NAMES)) {
            complete(file);
        }
    }

    /** What is there stays: whatever was signed or encrypted with it is still good. */
    private void complete(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        SecureRandom random = new SecureRandom();
        StringBuilder content = new StringBuilder();
        for (String name : NAMES) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            values.putIfAbsent(name, HexFormat.of().formatHex(key));
            content.append(name).append('=').append(values.getProperty(name)).append('\n');
        }
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "secrets", ".new");
        if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        }
        Files.writeString(fresh, content);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Signs reply addresses. */
    Secret replyKey() {
        return secret("reply-key");
    }

    /** What the mail provider and the webhook share. */
    Secret webhookSecret() {
        return secret("webhook-secret");
    }

    /** Encrypts the password of the mail server. */
    Secret settingsKey() {
        return secret("settings-key");
    }

    private Secret secret(String name) {
        return Secret.of(Objects.requireNonNull(values.getProperty(name)));
    }
}
