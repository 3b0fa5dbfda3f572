package io.embedesk.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.Secret;
import io.embedesk.Ticket;
import io.embedesk.TicketFilter;
import io.embedesk.inbound.testing.WebhookContract;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus fills them.
class ShopTest extends WebhookContract {
    private static final Actor.Staff ANN = Actor.agent("ann");

    @TestHTTPResource("/api/tickets/inbound-email")
    URI webhook;

    @TestHTTPResource("/q/health/ready")
    URI health;

    @Inject
    Desk desk;

    @Inject
    EmbedeskConfig config;

    @Inject
    Purchases purchases;

    @Inject
    EmbedeskBeans.Housekeeping housekeeping;

    @Override
    protected URI webhook() {
        return webhook;
    }

    @Override
    protected Desk desk() {
        return desk;
    }

    @Override
    protected Secret secret() {
        return Secret.of(config.webhookSecret());
    }

    private long tickets() {
        return desk.tickets().counts(ANN, TicketFilter.ALL).all();
    }

    @Test
    void savesBothOrNeither() {
        long bought = purchases.count();
        long opened = tickets();
        Ticket ticket = purchases.undeliverable("A lamp", "carla@customer.example");
        assertThat(desk.tickets().find(ANN, ticket.id())).contains(ticket);
        assertThatThrownBy(() -> purchases.undeliverable(" ", "carla@customer.example"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(purchases.count()).isEqualTo(bought + 1);
        assertThat(tickets()).isEqualTo(opened + 1);
    }

    @Test
    void worksOutsideOfTransactions() {
        long opened = tickets();
        desk.tickets().open(ANN, NewTicket.subject("By telephone"));
        assertThat(tickets()).isEqualTo(opened + 1);
    }

    @Test
    void saysHowItIsDoing() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(health).build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body())
                .contains("\"embedesk\"", "\"state\": \"UP\"");
    }

    @Test
    void doesWhatTheSchedulerCallsIt() {
        housekeeping.sendMail();
        housekeeping.finishDeliveriesThatACrashInterrupted();
        housekeeping.endWhatIsOld();
        assertThat(config.keepClosedTickets().orElseThrow()).hasDays(365);
    }
}
