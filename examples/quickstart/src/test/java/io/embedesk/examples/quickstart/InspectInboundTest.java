package io.embedesk.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embedesk.EntryId;
import io.embedesk.Secret;
import io.embedesk.Workspace;
import io.embedesk.email.ReplyTokens;
import io.embedesk.inbound.RawMime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectInboundTest {
    private static final String MAIL = String.join(
            "\r\n",
            "From: Carla <carla@customer.example>",
            "To: ticket+abc@acme.example",
            "Cc: dora@customer.example",
            "Reply-To: home@customer.example",
            "Subject: =?utf-8?q?Dr=C3=BCcker?=",
            "Date: Mon, 2 Mar 2026 09:00:00 +0100",
            "Message-ID: <one@customer.example>",
            "In-Reply-To: <zero@acme.example>",
            "References: <root@acme.example> <zero@acme.example>",
            "MIME-Version: 1.0",
            "Content-Type: multipart/mixed; boundary=b",
            "",
            "--b",
            "Content-Type: text/plain; charset=utf-8",
            "",
            "Yes.",
            "",
            "> Is it on?",
            "--b",
            "Content-Type: text/csv; name=a.csv",
            "Content-Disposition: attachment; filename=a.csv",
            "",
            "1,2",
            "--b--",
            "");

    @TempDir
    private Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content, UTF_8);
    }

    private static List<JsonNode> inspect(Object... args) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        assertThat(InspectInbound.run(new PrintStream(out, true, UTF_8), words)).isZero();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString(UTF_8).lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @Test
    void printsEverythingItUnderstandsOfAMail() throws IOException {
        JsonNode line = inspect(file("mail.eml", MAIL)).get(0);
        assertThat(keys(line)).containsExactly("file", "authentic", "error", "emails");
        assertThat(line.path("authentic").isNull()).isTrue();
        assertThat(line.path("error").isNull()).isTrue();
        JsonNode mail = line.path("emails").path(0);
        assertThat(keys(mail))
                .containsExactly(
                        "messageId",
                        "inReplyTo",
                        "references",
                        "envelopeFrom",
                        "envelopeTo",
                        "from",
                        "fromName",
                        "replyTo",
                        "to",
                        "cc",
                        "subject",
                        "sentAt",
                        "text",
                        "html",
                        "sanitizedHtml",
                        "replyText",
                        "quotedText",
                        "kind",
                        "suppressAutoResponse",
                        "bounce",
                        "attachments");
        assertThat(mail.path("messageId").asText()).isEqualTo("one@customer.example");
        assertThat(mail.path("inReplyTo").toString()).isEqualTo("[\"zero@acme.example\"]");
        assertThat(mail.path("references").toString()).isEqualTo("[\"root@acme.example\",\"zero@acme.example\"]");
        assertThat(mail.path("from").asText()).isEqualTo("carla@customer.example");
        assertThat(mail.path("fromName").asText()).isEqualTo("Carla");
        assertThat(mail.path("replyTo").asText()).isEqualTo("home@customer.example");
        assertThat(mail.path("to").toString()).isEqualTo("[\"ticket+abc@acme.example\"]");
        assertThat(mail.path("cc").toString()).isEqualTo("[\"dora@customer.example\"]");
        assertThat(mail.path("subject").asText()).isEqualTo("Drücker");
        assertThat(mail.path("sentAt").asText()).isEqualTo("2026-03-02T08:00:00Z");
        assertThat(mail.path("replyText").asText()).isEqualTo("Yes.");
        assertThat(mail.path("quotedText").asText()).isEqualTo("> Is it on?");
        assertThat(mail.path("kind").asText()).isEqualTo("HUMAN");
        assertThat(mail.path("attachments").toString())
                .isEqualTo("[{\"fileName\":\"a.csv\",\"contentType\":\"text/csv\",\"sizeBytes\":3,\"sha256\":"
                        + "\"17f8af97ad4a7f7639a4c9171d5185cbafb85462877a4746c21bdb0a4f940ca0\",\"contentId\":null,"
                        + "\"inline\":false}]");
    }

    @Test
    void readsACapturedRequestAndChecksItsSignatureWhateverItsAge() throws IOException {
        Map<String, String> signed =
                RawMime.sign(Secret.of("a-shared-secret"), Instant.parse("2020-01-01T00:00:00Z"), MAIL.getBytes(UTF_8));
        String head = "POST /inbound HTTP/1.1\r\nContent-Type: message/rfc822\r\nX-Envelope-To: t@acme.example\r\n";
        String signature = signed.entrySet().stream()
                .map(h -> h.getKey() + ": " + h.getValue() + "\r\n")
                .reduce("", String::concat);
        Path genuine = file("genuine.http", head + signature + "\r\n" + MAIL);
        Path changed = file("changed.http", head + signature + "\r\n" + MAIL.replace("Yes", "No"));
        Path unsigned = file("unsigned.http", "HTTP/1.1 200 OK\r\nContent-Type: message/rfc822\r\n\r\n" + MAIL);

        List<JsonNode> lines = inspect("--secret", "a-shared-secret", genuine, changed, unsigned);
        assertThat(lines.stream().map(line -> line.path("authentic").asBoolean()))
                .containsExactly(true, false, false);
        assertThat(lines.get(0).path("emails").path(0).path("envelopeTo").toString())
                .isEqualTo("[\"t@acme.example\"]");
        assertThat(inspect("--provider", "raw", unsigned)
                        .get(0)
                        .path("authentic")
                        .isNull())
                .isTrue();
    }

    @Test
    void readsABodyOfTheTypeThatItIsToldWithTheHeadersThatItIsGiven() throws IOException {
        Path json = file("body", "{\"from\":\"a@b.example\",\"to\":\"t@acme.example\",\"text\":\"Hello\"}");
        JsonNode mail = inspect("--provider", "generic", "--content-type", "application/json", json)
                .get(0)
                .path("emails")
                .path(0);
        assertThat(mail.path("from").asText()).isEqualTo("a@b.example");
        assertThat(mail.path("replyText").asText()).isEqualTo("Hello");

        Path raw = file("raw", MAIL);
        JsonNode enveloped = inspect("--provider", "raw", "--header", "X-Envelope-From: <bounce@b.example>", raw)
                .get(0);
        assertThat(enveloped.path("emails").path(0).path("envelopeFrom").asText())
                .isEqualTo("bounce@b.example");
    }

    @Test
    void dividesABareText() throws IOException {
        JsonNode mail = inspect("--text", file("a.txt", "Grüße\n\n> alt\n"))
                .get(0)
                .path("emails")
                .path(0);
        assertThat(mail.path("replyText").asText()).isEqualTo("Grüße");
        assertThat(mail.path("quotedText").asText()).isEqualTo("> alt");
    }

    @Test
    void seesTheDesksOwnMailWithItsReplyKey() throws IOException {
        String marker = ReplyTokens.of(Workspace.DEFAULT, Secret.of("0123456789abcdef"))
                .loopMarker(new EntryId("01m86z6agkj7m1pkpt3s0p8pqh"));
        Path own = file("own.eml", "X-Embedesk-Loop: " + marker + "\r\n" + MAIL);
        assertThat(inspect("--reply-key", "0123456789abcdef", own)
                        .get(0)
                        .path("emails")
                        .path(0)
                        .path("kind")
                        .asText())
                .isEqualTo("LOOP");
    }

    @Test
    void keepsGoingOverWhatItCannotRead() throws IOException {
        Path broken = file("broken.http", "POST / HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{");
        List<JsonNode> lines = inspect(folder.resolve("nowhere.eml"), broken, folder, file("mail.eml", MAIL));
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0).path("error").asText()).startsWith("NOT_FOUND: ");
        assertThat(lines.get(1).path("error").asText()).startsWith("MALFORMED: ");
        assertThat(lines.get(2).path("error").asText()).startsWith("UNREADABLE: ");
        assertThat(lines.get(3).path("emails")).hasSize(1);
    }
}
