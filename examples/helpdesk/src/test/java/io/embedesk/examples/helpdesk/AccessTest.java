package io.embedesk.examples.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Actor;
import io.embedesk.Content;
import io.embedesk.Desk;
import io.embedesk.EntryId;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;
import io.embedesk.Ticket;
import io.embedesk.TicketService;
import io.embedesk.TicketThread;
import io.embedesk.Upload;
import io.embedesk.examples.helpdesk.RunningHelpdesk.Route;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that can be asked for, as the application itself lists it, by everybody: who is not logged in, a customer whose ticket it is
 * not, an agent, an administrator. A route that is added later is in it at once.
 */
class AccessTest {
    private static final Actor.Staff ANN = Actor.agent("ann");

    @TempDir
    private static Path data;

    private static RunningHelpdesk admin;
    private static RunningHelpdesk agent;
    private static RunningHelpdesk customer;
    private static RunningHelpdesk stranger;
    private static TicketService tickets;

    @BeforeAll
    static void start() {
        admin = RunningHelpdesk.start(data, "--helpdesk.demo-tickets=false");
        tickets = admin.bean(Desk.class).tickets();
        agent = admin.visitor();
        agent.logIn("ben");
        customer = admin.visitor();
        customer.form("/help/demo", Map.of("email", "mallory@evil.example"));
        stranger = admin.visitor();
    }

    @AfterAll
    static void stop() {
        admin.close();
    }

    private static TicketThread carlas() {
        Ticket ticket = tickets.open(ANN, NewTicket.subject("Private matter").contact("carla@customer.example"));
        Content bytes = Content.of("secret".getBytes(StandardCharsets.UTF_8));
        tickets.reply(
                ANN, ticket.id(), ReplyDraft.text("Confidential").attach(Upload.of("a.txt", "text/plain", bytes)));
        return tickets.thread(ANN, ticket.id());
    }

    private static String path(Route route, TicketThread thread) {
        var reply = thread.entries().get(0);
        return route.path()
                .replace("{entry}", reply.id().value())
                .replace("{attachment}", reply.attachments().get(0).id().value())
                .replace("{id}", thread.ticket().id().value());
    }

    private static boolean isLogin(HttpResponse<String> response) {
        return response.statusCode() == 200 && response.body().contains("<title>Log in")
                || response.statusCode() == 401;
    }

    private static boolean isOpen(Route route) {
        return List.of("/login", "/help", "/chat", "/error").stream()
                .anyMatch(area -> route.path().equals(area) || route.path().startsWith(area + "/"));
    }

    /** Its mail leaves meanwhile, as it should. */
    private static void isUnchanged(TicketThread before, Object by) {
        TicketThread now = tickets.thread(ANN, before.ticket().id());
        assertThat(now.ticket()).as("%s changed the ticket", by).isEqualTo(before.ticket());
        assertThat(now.entries()).as("%s changed the thread", by).isEqualTo(before.entries());
    }

    @Test
    void isForThoseItIsFor() {
        List<Route> routes = admin.routes();
        assertThat(routes).hasSizeGreaterThan(50);
        for (Route route : routes) {
            if (route.path().equals("/live") || route.path().equals("/error")) {
                continue;
            }
            for (RunningHelpdesk who : List.of(stranger, customer)) {
                TicketThread before = carlas();
                HttpResponse<String> response = who.call(route.method(), path(route, before));
                assertThat(response.statusCode()).as("%s", route).isLessThan(500);
                assertThat(isLogin(response) || isOpen(route))
                        .as("%s is closed", route)
                        .isTrue();
                assertThat(response.body())
                        .as("%s", route)
                        .doesNotContain("Private matter", "Confidential", "secret\n");
                isUnchanged(before, route);
            }
            HttpResponse<String> asAgent = agent.call(route.method(), path(route, carlas()));
            assertThat(asAgent.statusCode()).as("%s as agent", route).isLessThan(500);
            boolean settings = route.path().startsWith("/settings");
            assertThat(asAgent.statusCode() == 403).as("%s as agent", route).isEqualTo(settings);
            HttpResponse<String> asAdmin = admin.call(route.method(), path(route, carlas()));
            assertThat(asAdmin.statusCode())
                    .as("%s as administrator", route)
                    .isLessThan(500)
                    .isNotEqualTo(403);
        }
    }

    @Test
    void isNotForOtherSites() {
        TicketThread thread = carlas();
        for (Route route : admin.routes()) {
            if (!route.method().equals("GET") && !route.path().equals("/error")) {
                HttpResponse<String> response = admin.form(
                        path(route, thread),
                        Map.of("text", "x"),
                        "Origin",
                        "https://evil.example",
                        "Sec-Fetch-Site",
                        "cross-site");
                assertThat(response.statusCode()).as("%s", route).isEqualTo(403);
            }
        }
        isUnchanged(thread, "another site");
        // These two are no controller's.
        for (String path : List.of("/login", "/logout")) {
            HttpResponse<String> response =
                    admin.form(path, Map.of("username", "ben", "password", "demo"), "Sec-Fetch-Site", "cross-site");
            assertThat(response.statusCode()).as(path).isEqualTo(403);
        }
        assertThat(admin.get("/tickets").body()).as("still logged in").contains("Ann Albers");
        assertThat(stranger.get("/tickets")
                        .previousResponse()
                        .orElseThrow()
                        .headers()
                        .firstValue("Content-Security-Policy"))
                .as("also where the login answers")
                .isPresent();
    }

    @Test
    void saysNoMoreOfATicketThanThatItIsNotThere() {
        TicketThread thread = carlas();
        String none = customer.get("/help/tickets/" + EntryId.mint()).body();
        assertThat(customer.get("/help/tickets/" + thread.ticket().id()).body()).isEqualTo(none);
    }
}
