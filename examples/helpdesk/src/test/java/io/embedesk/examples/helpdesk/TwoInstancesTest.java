package io.embedesk.examples.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on one PostgreSQL share the work: what one does, the other shows, also in a page that is open already. */
class TwoInstancesTest {
    @TempDir
    private static Path data;

    private static RunningHelpdesk start(EmbeddedPostgres postgres) {
        return RunningHelpdesk.start(
                data,
                "--spring.profiles.active=postgres",
                "--helpdesk.demo-tickets=false",
                "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--spring.datasource.username=postgres");
    }

    @Test
    void shareTheDesk() throws Exception {
        try (EmbeddedPostgres postgres = postgres();
                RunningHelpdesk first = start(postgres);
                RunningHelpdesk second = start(postgres)) {
            CompletableFuture<String> heard = second.firstLine("/live?page=/tickets", "\"what\":\"Opened\"");
            String ticket = open(first);
            // The page may have begun to listen a moment later.
            for (int i = 0; i < 100 && !heard.isDone(); i++) {
                Thread.sleep(200);
                ticket = open(first);
            }
            assertThat(heard.get(20, TimeUnit.SECONDS)).contains("\"actor\":\"agent:ann\"");
            second.form("/tickets/" + ticket + "/reply", Map.of("text", "From the second", "draft", ""));
            assertThat(first.get("/tickets/" + ticket).body()).contains("From the second");
            second.form(
                    "/settings/email",
                    Map.of(
                            "host",
                            "smtp.one.test",
                            "fromEmail",
                            "support@one.test",
                            "user",
                            "u",
                            "password",
                            "pw-of-the-test"));
            String page = "";
            // Each node looks for changed settings every ten seconds.
            for (int i = 0; i < 150 && !page.contains("smtp.one.test"); i++) {
                page = first.get("/settings/email").body();
                Thread.sleep(100);
            }
            assertThat(page).contains("smtp.one.test");
        }
    }

    private static String open(RunningHelpdesk helpdesk) {
        return RunningHelpdesk.json(helpdesk.postJson("/api/v1/tickets", "{\"subject\":\"Shared\"}"))
                .path("id")
                .asString();
    }

    private static EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder().start();
    }
}
