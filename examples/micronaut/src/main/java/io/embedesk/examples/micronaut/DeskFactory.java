package io.embedesk.examples.micronaut;

import io.embedesk.Desk;
import io.embedesk.Secret;
import io.embedesk.inbound.GenericWebhook;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.Mailgun;
import io.embedesk.inbound.RawMime;
import io.embedesk.spi.TicketStore;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;

/** A desk in memory, to begin with; with a database it is as on Quarkus. */
@Factory
final class DeskFactory {
    @Singleton
    Desk desk() {
        return Desk.builder(TicketStore.inMemory()).build();
    }

    @Singleton
    InboundEndpoint endpoint(Desk desk, @Value("${embedesk.webhook-secret}") String shared) {
        Secret secret = Secret.of(shared);
        return InboundEndpoint.builder(desk)
                .provider(Mailgun.signedWith(secret))
                .provider(RawMime.signedWith(secret))
                .provider(GenericWebhook.signedWith(secret))
                .build();
    }
}
