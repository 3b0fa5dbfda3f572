package io.embedesk.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packed command, as its user runs it. */
class InspectInboundJarIT {
    @TempDir
    private Path folder;

    @Test
    void runsByItself() throws IOException, InterruptedException {
        Path mail = Files.writeString(folder.resolve("mail.eml"), """
                From: a@b.example
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: base64

                R3LDvMOfZQ==
                """);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(), "-jar", "target/inspect-inbound.jar", mail.toString(), "nowhere")
                .start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(err).isZero();
        assertThat(err).isEmpty();
        assertThat(out.lines()).hasSize(2);
        assertThat(out).contains("\"replyText\":\"Grüße\"").contains("\"error\":\"NOT_FOUND: ");
    }
}
