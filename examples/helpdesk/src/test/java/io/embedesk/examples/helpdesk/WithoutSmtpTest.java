package io.embedesk.examples.helpdesk;

import static io.embedesk.examples.helpdesk.RunningHelpdesk.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
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
}
