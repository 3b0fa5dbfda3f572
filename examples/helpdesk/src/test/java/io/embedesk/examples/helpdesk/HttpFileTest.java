package io.embedesk.examples.helpdesk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Secret;
import io.embedesk.inbound.GenericWebhook;
import io.embedesk.inbound.Mailgun;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The requests of {@code inbound.http} work as they stand there, once they are signed. */
class HttpFileTest {
    @TempDir
    private static Path data;

    @Test
    void eachRequestOpensATicket() throws IOException {
        String file = Files.readString(Path.of("inbound.http"));
        try (RunningHelpdesk helpdesk = RunningHelpdesk.start(data, "--helpdesk.demo-tickets=false")) {
            Secret secret = helpdesk.bean(HelpdeskSecrets.class).webhookSecret();
            int opened = 0;
            for (String request : file.split("(?m)^###.*$", -1)) {
                String text = request.strip();
                if (!text.startsWith("POST")) {
                    continue;
                }
                HttpResponse<String> response = send(helpdesk, secret, text);
                assertThat(response.statusCode()).as(text).isEqualTo(200);
                assertThat(response.body()).as(text).contains("\"ticket\"");
                opened++;
            }
            assertThat(opened).isEqualTo(5);
            assertThat(helpdesk.get("/api/tickets/inbound-email").statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> send(RunningHelpdesk helpdesk, Secret secret, String request) {
        String[] parts = request.split("\n\n", 2);
        String body = parts[1];
        Map<String, String> headers = new LinkedHashMap<>();
        parts[0].lines().skip(1).forEach(line -> headers.put(line.split(": ", 2)[0], line.split(": ", 2)[1]));
        if (body.contains("{{token}}")) {
            Map<String, String> signed = Mailgun.sign(secret, Instant.now(), "a-token-of-this-test");
            for (Map.Entry<String, String> field : signed.entrySet()) {
                body = body.replace("{{" + field.getKey() + "}}", field.getValue());
            }
        } else {
            headers.putAll(GenericWebhook.sign(secret, Instant.now(), body.getBytes(UTF_8)));
        }
        return helpdesk.post("/api/tickets/inbound-email", headers, body.getBytes(UTF_8));
    }
}
