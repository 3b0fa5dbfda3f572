package io.embedesk.examples.helpdesk;

import io.embedesk.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.springframework.stereotype.Component;

/** The keys of this installation: made at the first start, kept in a file that only its owner can read. */
@Component
final class HelpdeskSecrets {
    private static final List<String> NAMES = List.of("reply-key", "webhook-secret");
    private final Properties values = new Properties();

    HelpdeskSecrets(HelpdeskProperties properties) throws IOException {
        Path file = properties.data().resolve("secrets.properties");
        if (Files.notExists(file)) {
            create(file);
        }
        try (var reader = Files.newBufferedReader(file)) {
            values.load(reader);
        }
    }

    private static void create(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        SecureRandom random = new SecureRandom();
        StringBuilder content = new StringBuilder();
        for (String name : NAMES) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            content.append(name)
                    .append('=')
                    .append(HexFormat.of().formatHex(key))
                    .append('\n');
        }
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "secrets", ".new");
        if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        }
        Files.writeString(fresh, content);
        Files.move(fresh, file);
    }

    /** Signs reply addresses. */
    Secret replyKey() {
        return secret("reply-key");
    }

    /** What the mail provider and the webhook share. */
    Secret webhookSecret() {
        return secret("webhook-secret");
    }

    private Secret secret(String name) {
        String value = values.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(
                    "secrets.properties has no '" + name + "': restore it, or delete the file to have new keys made");
        }
        return Secret.of(value);
    }
}
