package io.embedesk.examples.helpdesk;

import static io.embedesk.examples.helpdesk.RunningHelpdesk.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Secret;
import io.embedesk.inbound.RawMime;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Everything works without a mail server, and everybody is told what does not happen. */
class WithoutSmtpTest {
    @TempDir
    private static Path data;

    @Test
    void aReplyIsSavedAndPageAndApiSayThatItWasNotMailedAndWhy() {
        try (RunningHelpdesk helpdesk = RunningHelpdesk.start(data, "--helpdesk.demo-mailbox=false")) {
            String json = "{\"subject\":\"Printer\",\"contactEmail\":\"carla@customer.example\"}";
            String ticket =
                    json(helpdesk.postJson("/api/v1/tickets", json)).path("id").asString();
            JsonNode reply =
                    json(helpdesk.postJson("/api/v1/tickets/" + ticket + "/replies", "{\"text\":\"Is it on?\"}"));
            assertThat(reply.path("emailSkipped").asBoolean()).isTrue();
            assertThat(reply.path("emailSkippedReason").asString()).isEqualTo("NOT_CONFIGURED");

            HttpResponse<String> page =
                    helpdesk.form("/tickets/" + ticket + "/reply", Map.of("text", "Is it plugged in?", "draft", ""));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("Is it on?", "Is it plugged in?")
                    .containsPattern("role=\"status\"[^>]*>Saved. Not e-mailed: no SMTP server is configured")
                    .contains("<p class=\"delivery skipped\">Saved. Not e-mailed: no SMTP server is configured</p>")
                    .doesNotContain("/mailbox");
        }
    }

    @Test
    void aTicketWithoutContactAddressSaysSoToo() {
        try (RunningHelpdesk helpdesk = RunningHelpdesk.start(data)) {
            String ticket = json(helpdesk.postJson("/api/v1/tickets", "{\"subject\":\"Printer\"}"))
                    .path("id")
                    .asString();
            JsonNode reply =
                    json(helpdesk.postJson("/api/v1/tickets/" + ticket + "/replies", "{\"text\":\"Is it on?\"}"));
            assertThat(reply.path("emailSkippedReason").asString()).isEqualTo("NO_CONTACT_EMAIL");
            assertThat(helpdesk.get("/tickets/" + ticket).body())
                    .contains("Not e-mailed: the ticket has no contact e-mail");
        }
    }

    @Test
    void whoeverCreatesATicketIsToldWhatIsMissingForAConversationByMail() {
        try (RunningHelpdesk helpdesk = RunningHelpdesk.start(data, "--helpdesk.demo-mailbox=false")) {
            assertThat(helpdesk.get("/tickets").body()).contains("no SMTP server is set up");
            assertThat(helpdesk.get("/settings/email").body()).contains("No mail has come in yet.");
            Map<String, String> smtp = Map.of(
                    "host", "smtp.one.test", "fromEmail", "support@one.test", "user", "u", "password", "of-this-test");
            helpdesk.form("/settings/email", smtp);
            assertThat(helpdesk.get("/tickets/new").body()).contains("answers cannot come back");

            byte[] mail = "From: carla@customer.example\r\nSubject: Hello\r\nMessage-ID: <1@x.example>\r\n\r\nHello\r\n"
                    .getBytes(StandardCharsets.UTF_8);
            Secret secret = helpdesk.bean(HelpdeskSecrets.class).webhookSecret();
            Map<String, String> headers = new HashMap<>(RawMime.sign(secret, Instant.now(), mail));
            headers.put("Content-Type", "message/rfc822");
            assertThat(helpdesk.post("/api/tickets/inbound-email", Map.of("Content-Type", "message/rfc822"), mail)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(helpdesk.get("/tickets/new").body()).contains("answers cannot come back");
            assertThat(helpdesk.post("/api/tickets/inbound-email", headers, mail)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(helpdesk.get("/tickets/new").body())
                    .contains("Without it, replies cannot be e-mailed.")
                    .doesNotContain("answers cannot come back");
            assertThat(helpdesk.get("/settings/email").body()).contains("Mail comes in since");
        }
    }

    @Test
    void whoeverTriesPasswordsWaits() {
        try (RunningHelpdesk helpdesk = RunningHelpdesk.start(data)) {
            RunningHelpdesk cleo = helpdesk.visitor();
            for (int i = 0; i < 10; i++) {
                cleo.form("/login", Map.of("username", "cleo", "password", "wrong" + i));
            }
            assertThat(cleo.form("/login", Map.of("username", "cleo", "password", "demo"))
                            .body())
                    .contains("wait a quarter of an hour");
            String basic = "Basic " + Base64.getEncoder().encodeToString("cleo:demo".getBytes(StandardCharsets.UTF_8));
            assertThat(cleo.get("/api/v1/tickets", "Authorization", basic).statusCode())
                    .isEqualTo(401);
            RunningHelpdesk ben = helpdesk.visitor();
            ben.logIn("ben");
            assertThat(ben.get("/tickets").body()).contains("Ben Brandt");
        }
    }
}
