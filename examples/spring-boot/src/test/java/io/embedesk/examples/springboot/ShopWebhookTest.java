package io.embedesk.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.Desk;
import io.embedesk.Secret;
import io.embedesk.inbound.testing.WebhookContract;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class ShopWebhookTest extends WebhookContract {
    private static final ConfigurableApplicationContext SHOP =
            SpringApplication.run(Shop.class, "--server.port=0", "--spring.datasource.url=jdbc:h2:mem:webhook");

    @AfterAll
    static void close() {
        SHOP.close();
    }

    private static URI at(String path) {
        return URI.create("http://localhost:" + SHOP.getEnvironment().getRequiredProperty("local.server.port") + path);
    }

    @Override
    protected URI webhook() {
        return at("/api/tickets/inbound-email");
    }

    @Override
    protected Desk desk() {
        return SHOP.getBean(Desk.class);
    }

    @Override
    protected Secret secret() {
        return Secret.of(SHOP.getBean(EmbedeskProperties.class).webhookSecret());
    }

    @Test
    void saysHowItIsDoing() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at("/actuator/health")).build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body())
                .contains("\"embedesk\"", "\"state\":\"UP\"");
    }

    @Test
    void doesWhatTheSchedulerCallsIt() {
        EmbedeskConfiguration.Scheduler scheduler = SHOP.getBean(EmbedeskConfiguration.Scheduler.class);
        scheduler.sendMail();
        scheduler.finishDeliveriesThatACrashInterrupted();
        scheduler.endWhatIsOld();
        assertThat(scheduler.keepClosed()).hasDays(365);
    }

    @Test
    void doesNotStartWithoutAKeyAndSaysWhichOption() {
        assertThatThrownBy(() -> SpringApplication.run(
                        Shop.class,
                        "--server.port=0",
                        "--spring.datasource.url=jdbc:h2:mem:keyless",
                        "--embedesk.reply-key=short"))
                .rootCause()
                .hasMessageContaining("embedesk")
                .hasMessageContaining("replyKey");
    }

    @Test
    void describesItsOptionsToAnEditor() throws IOException {
        try (InputStream in = Shop.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(in).isNotNull();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("embedesk.keep-closed-tickets", "signs the addresses that customers answer to");
        }
    }
}
