package io.embedesk.examples.micronaut;

import io.embedesk.Desk;
import io.embedesk.Secret;
import io.embedesk.inbound.testing.WebhookContract;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

class WebhookTest extends WebhookContract {
    private static final EmbeddedServer SERVER =
            ApplicationContext.run(EmbeddedServer.class, Map.<String, Object>of("micronaut.server.port", -1));

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Override
    protected URI webhook() {
        return URI.create("http://127.0.0.1:" + SERVER.getPort() + "/api/tickets/inbound-email");
    }

    @Override
    protected Desk desk() {
        return SERVER.getApplicationContext().getBean(Desk.class);
    }

    @Override
    protected Secret secret() {
        return Secret.of(SERVER.getApplicationContext().getRequiredProperty("embedesk.webhook-secret", String.class));
    }
}
