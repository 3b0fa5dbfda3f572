package io.embedesk.examples.helpdesk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.embedesk.Actor;
import io.embedesk.CustomerMessage;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;
import io.embedesk.Source;
import io.embedesk.Status;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketFilter;
import io.embedesk.TicketQuery;
import io.embedesk.TicketService;
import io.embedesk.mail.StoredSmtpSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the product promises beyond tickets and mail: who may come in, settings, help center, chat, suggestions, reports. */
class ProductTest {
    private static final Actor.Staff ANN = Actor.agent("ann");

    @TempDir
    private static Path data;

    private static RunningHelpdesk helpdesk;
    private static TicketService tickets;

    @BeforeAll
    static void start() {
        helpdesk = RunningHelpdesk.start(data, "--helpdesk.demo-tickets=false");
        tickets = helpdesk.bean(Desk.class).tickets();
    }

    @AfterAll
    static void stop() {
        helpdesk.close();
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    private static Ticket newest() {
        return tickets.list(ANN, TicketQuery.of(TicketFilter.ALL).limit(1))
                .tickets()
                .get(0);
    }

    @Nested
    class Doors {
        @Test
        void letNobodyInWithoutALogin() {
            RunningHelpdesk stranger = helpdesk.visitor();
            for (String page :
                    List.of("/", "/tickets", "/settings/email", "/reports", "/chats", "/mailbox", "/live?page=/")) {
                assertThat(stranger.get(page).body()).as(page).contains("<title>Log in");
            }
            assertThat(stranger.get("/api/v1/tickets/" + Ticket.class.getName()).statusCode())
                    .isEqualTo(401);
            assertThat(stranger.form("/login", Map.of("username", "ann", "password", "wrong"))
                            .body())
                    .contains("The name or the password is wrong.");
        }

        @Test
        void letOnlyAdministratorsIntoTheSettings() {
            RunningHelpdesk ben = helpdesk.visitor();
            ben.logIn("ben");
            assertThat(ben.get("/tickets").body())
                    .contains("Ben Brandt")
                    .doesNotContain("href=\"/settings/email\" aria-current");
            assertThat(ben.get("/settings/email").statusCode()).isEqualTo(403);
            assertThat(ben.form("/settings/email/remove", Map.of()).statusCode())
                    .isEqualTo(403);
            assertThat(helpdesk.get("/settings/email").statusCode()).isEqualTo(200);
        }

        @Test
        void areClosedAgainAfterALogout() {
            RunningHelpdesk cleo = helpdesk.visitor();
            cleo.logIn("cleo");
            assertThat(cleo.get("/tickets").body()).contains("Cleo Costa");
            assertThat(cleo.form("/logout", Map.of()).body()).contains("You are logged out.");
            assertThat(cleo.get("/tickets").body()).contains("<title>Log in");
        }
    }

    @Nested
    class EmailSettingsPage {
        private final StoredSmtpSettings stored = helpdesk.bean(StoredSmtpSettings.class);

        private static Map<String, String> valid() {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("host", "smtp.yourcompany.test");
            fields.put("port", "");
            fields.put("user", "hello@yourcompany.test");
            fields.put("password", "only-for-this-test");
            fields.put("fromEmail", "support@yourcompany.test");
            fields.put("fromName", "Your Support");
            return fields;
        }

        @Test
        void savesAndNeverShowsThePassword() throws IOException {
            try {
                HttpResponse<String> page = helpdesk.form("/settings/email", valid());
                assertThat(page.body())
                        .contains("Saved. Now test the connection.", "value=\"587\"", "smtp.yourcompany.test")
                        .doesNotContain("only-for-this-test");
                var settings = stored.get().orElseThrow();
                assertThat(settings.from()).hasToString("Mailbox[s***@yourcompany.test]");
                assertThat(settings.password().orElseThrow().reveal()).isEqualTo("only-for-this-test");

                Map<String, String> again = valid();
                again.put("password", "");
                again.put("tls", "on");
                helpdesk.form("/settings/email", again);
                settings = stored.get().orElseThrow();
                assertThat(settings.port()).isEqualTo(465);
                assertThat(settings.password().orElseThrow().reveal())
                        .as("kept")
                        .isEqualTo("only-for-this-test");

                again.put("host", "smtp.elsewhere.test");
                HttpResponse<String> elsewhere = helpdesk.form("/settings/email", again);
                assertThat(elsewhere.statusCode())
                        .as("not sent to another server")
                        .isEqualTo(422);
                assertThat(elsewhere.body()).contains("must be typed once for this username");
                try (var files = Files.walk(data)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                                .doesNotContain("only-for-this-test");
                    }
                }
            } finally {
                helpdesk.form("/settings/email/remove", Map.of());
            }
            assertThat(stored.get()).isEmpty();
        }

        @Test
        void saysEverythingThatIsWrongAndKeepsWhatWasTyped() {
            HttpResponse<String> page = helpdesk.form(
                    "/settings/email",
                    Map.of("host", "", "port", "many", "user", "u", "fromEmail", "nobody", "fromName", "Kept"));
            assertThat(page.statusCode()).isEqualTo(422);
            assertThat(page.body())
                    .contains(
                            "SMTP Host must be a name",
                            "Port must be a number",
                            "must be typed once",
                            "From Email must be an address",
                            "value=\"Kept\"");
        }

        @Test
        void testsTheConnectionStepByStep() {
            String[] lines = helpdesk.form("/settings/email/test", Map.of("to", "me@acme.example"))
                    .body()
                    .split("\n", -1);
            assertThat(lines).hasSize(7);
            assertThat(lines[0]).contains("\"passed\":true", "Find the server");
            assertThat(lines[4]).contains("\"passed\":true", "Send a mail");
            assertThat(lines[5]).contains("It works: a mail is on its way to me@acme.example");
            assertThat(helpdesk.get("/mailbox").body()).contains("Your mail settings work", "me@acme.example");
        }

        @Test
        void saysWhichStepFailedAndWhatToDo() throws IOException {
            int closed;
            try (var socket = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                closed = socket.getLocalPort();
            }
            Map<String, String> fields = valid();
            fields.put("host", "localhost");
            fields.put("port", String.valueOf(closed));
            try {
                helpdesk.form("/settings/email", fields);
                String body = helpdesk.form("/settings/email/test", Map.of()).body();
                assertThat(body).contains("\"step\":\"Connect\"", "\"passed\":false", "It does not work yet.");
                assertThat(found(
                                "\"step\":\"Connect\"[^\n]*\"remedy\":\"([^\"]+)\"|\"remedy\":\"([^\"]+)\"[^\n]*\"step\":\"Connect\"",
                                body))
                        .isNotNull();
            } finally {
                helpdesk.form("/settings/email/remove", Map.of());
            }
        }
    }

    @Nested
    class HelpCenter {
        private RunningHelpdesk customer(String email) {
            RunningHelpdesk customer = helpdesk.visitor();
            customer.form("/help/demo", Map.of("email", email));
            return customer;
        }

        private static HttpResponse<String> multipart(RunningHelpdesk as, String path, Map<String, String> fields) {
            StringBuilder body = new StringBuilder();
            fields.forEach((name, value) -> body.append("--b\r\nContent-Disposition: form-data; name=\"")
                    .append(name)
                    .append("\"\r\n\r\n")
                    .append(value)
                    .append("\r\n"));
            String file = """
                    --b
                    Content-Disposition: form-data; name="files"; filename="log.txt"
                    Content-Type: text/plain

                    line one
                    --b--
                    """;
            body.append(file.replace("\n", "\r\n"));
            return as.post(
                    path,
                    Map.of("Content-Type", "multipart/form-data; boundary=b"),
                    body.toString().getBytes(UTF_8));
        }

        @Test
        void showsCustomersTheirOwnTicketsAndNobodyElses() {
            RunningHelpdesk carla = customer("carla@portal.example");
            HttpResponse<String> opened = multipart(
                    carla,
                    "/help/requests",
                    Map.of("id", "", "subject", "The lift stands", "text", "Since Monday.", "name", "Carla"));
            assertThat(opened.body()).contains("The lift stands", "Since Monday.", "Received", "log.txt");
            Ticket ticket = newest();
            assertThat(ticket.source()).isEqualTo(Source.PORTAL);
            assertThat(ticket.contact().email()).hasToString("carla@portal.example");

            tickets.reply(ANN, ticket.id(), ReplyDraft.text("Which floor?"));
            tickets.change(ANN, ticket.id(), TicketChange.status(Status.RESOLVED));
            String thread = carla.get("/help/tickets/" + ticket.id()).body();
            assertThat(thread).contains("Which floor?", "Ann Albers", "Solved");
            HttpResponse<String> answered = multipart(
                    carla, "/help/tickets/" + ticket.id() + "/answer", Map.of("text", "The third.", "draft", ""));
            assertThat(answered.body()).contains("The third.", "Sent.");
            assertThat(tickets.find(ANN, ticket.id()).orElseThrow().status()).isEqualTo(Status.OPEN);
            assertThat(carla.get("/help").body()).contains("The lift stands");

            RunningHelpdesk mallory = customer("mallory@portal.example");
            String file = found("(/help/tickets/[0-9a-z]{26}/attachments/[0-9a-z]{26})", thread);
            assertThat(carla.get(file).body()).isEqualTo("line one");
            for (String path : List.of("/help/tickets/" + ticket.id(), file)) {
                assertThat(mallory.get(path).statusCode()).as(path).isEqualTo(404);
            }
            assertThat(multipart(mallory, "/help/tickets/" + ticket.id() + "/answer", Map.of("text", "x"))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(mallory.get("/help").body()).doesNotContain("The lift stands");
            assertThat(helpdesk.visitor().get(file).statusCode()).isEqualTo(404);
        }

        @Test
        void letsCustomersInByALinkThatWorksOnce() throws InterruptedException {
            RunningHelpdesk dora = helpdesk.visitor();
            assertThat(dora.form("/help/link", Map.of("email", "dora@portal.example"))
                            .body())
                    .contains("Look into your mailbox.");
            DemoMailbox mailbox = helpdesk.bean(DemoMailbox.class);
            String raw = "";
            for (int i = 0; i < 100 && raw.isEmpty(); i++) {
                raw = mailbox.mails().stream()
                        .filter(mail -> mail.to().equals("dora@portal.example"))
                        .map(mail -> String.valueOf(mail.mail().body().text()))
                        .findFirst()
                        .orElse("");
                Thread.sleep(100);
            }
            String token = found("/help/in\\?token=(\\S+)", raw);
            assertThat(dora.get("/help/in?token=" + token).body()).contains("See my requests");
            assertThat(dora.get("/help").body())
                    .as("opening a link proves nothing")
                    .doesNotContain("dora@portal.example");
            assertThat(dora.form("/help/in", Map.of("token", token)).body()).contains("dora@portal.example");
            assertThat(helpdesk.visitor()
                            .form("/help/in", Map.of("token", token))
                            .statusCode())
                    .isEqualTo(410);
        }

        @Test
        void isEmptyForWhoeverIsNotLoggedIn() {
            RunningHelpdesk stranger = helpdesk.visitor();
            assertThat(stranger.get("/help").body()).contains("How can we help?");
            assertThat(stranger.get("/help/new").body()).contains("How can we help?");
            assertThat(stranger.form("/help/link", Map.of("email", "nobody")).statusCode())
                    .isEqualTo(422);
        }
    }

    @Nested
    class ChatPage {
        @Test
        void becomesATicketWithTheTranscriptWhenNobodyIsThere() {
            RunningHelpdesk visitor = helpdesk.visitor();
            visitor.form("/chat/say", Map.of("text", "Hello, is anybody there?"));
            visitor.form("/chat/say", Map.of("text", "My parcel is lost."));
            HttpResponse<String> page =
                    visitor.form("/chat/agent", Map.of("name", "Vera", "email", "vera@chat.example"));
            assertThat(page.body()).contains("Nobody could answer right now", "vera@chat.example");
            Ticket ticket = newest();
            assertThat(ticket.contact().name()).isEqualTo("Vera");
            assertThat(ticket.conversation()).isPresent();
            assertThat(tickets.thread(ANN, ticket.id()).entries())
                    .extracting(entry -> entry.body().text())
                    .containsExactly("Hello, is anybody there?", "My parcel is lost.");
            visitor.form("/chat/say", Map.of("text", "One more thing."));
            assertThat(tickets.thread(ANN, ticket.id()).entries()).hasSize(3);
        }

        @Test
        void keepsNothingOfWhoOnlyLooks() {
            Chats chats = helpdesk.bean(Chats.class);
            int before = chats.size();
            for (int i = 0; i < 20; i++) {
                assertThat(helpdesk.visitor().get("/chat").statusCode()).isEqualTo(200);
            }
            assertThat(chats.size()).isEqualTo(before);
            helpdesk.visitor().form("/chat/say", Map.of("text", "Hello"));
            assertThat(chats.size()).isEqualTo(before + 1);
        }

        @Test
        void reachesAnAgentWhoIsThere() {
            helpdesk.bean(Presence.class).isThere("ann", "/tickets");
            RunningHelpdesk visitor = helpdesk.visitor();
            visitor.form("/chat/say", Map.of("text", "A quick question"));
            assertThat(visitor.form("/chat/agent", Map.of("name", "Willi")).body())
                    .contains("An agent has been called");
            String chat = found(
                    "href=\"(/chats/[0-9a-f-]{36})\"", helpdesk.get("/chats").body());
            assertThat(helpdesk.form(chat, Map.of("text", "Ask away!")).body())
                    .contains("A quick question", "Ask away!");
            assertThat(visitor.get("/chat").body())
                    .contains("Ask away!", "Ann Albers")
                    .doesNotContain("Nobody could answer");
            assertThat(helpdesk.visitor().get(chat).body()).contains("<title>Log in");
            helpdesk.bean(Presence.class).left("ann", "/tickets");
        }
    }

    @Nested
    class Suggestions {
        private Ticket solved(String subject, String question, String answer) {
            Ticket ticket = tickets.open(
                    ANN, NewTicket.subject(subject).description(question).contact("old@customer.example"));
            tickets.reply(ANN, ticket.id(), ReplyDraft.text(answer));
            return tickets.change(ANN, ticket.id(), TicketChange.status(Status.RESOLVED));
        }

        @Test
        void takeTheAnswerFromATicketThatMeansTheSame() {
            Ticket source = solved(
                    "Billed twice",
                    "I was charged two times for the same order.",
                    "Hello Otto,\n\nthe second charge is only a reservation and disappears within three days.\n\nAnn");
            Ticket ticket = tickets.open(
                    ANN,
                    NewTicket.subject("Double payment")
                            .description("My card shows one purchase 2 times, please refund me."));
            String body = helpdesk.form("/tickets/" + ticket.id() + "/suggest", Map.of("text", ""))
                    .body();
            assertThat(body)
                    .contains(
                            "\"end\":\"suggested\"",
                            "only a reservation",
                            source.id().value())
                    .doesNotContain("Otto");
            assertThat(tickets.thread(ANN, ticket.id()).entries())
                    .as("nothing is sent")
                    .isEmpty();
        }

        @Test
        void saySoWhenNothingIsSimilar() {
            Ticket ticket = tickets.open(ANN, NewTicket.subject("The cat sleeps on the sofa"));
            assertThat(helpdesk.form("/tickets/" + ticket.id() + "/suggest", Map.of())
                            .body())
                    .contains("\"end\":\"declined\"", "No solved ticket is similar enough");
        }
    }

    @Test
    void aModelOfChoiceIsStreamedAndGuarded() throws IOException {
        AtomicReference<String> asked = new AtomicReference<>("");
        HttpServer model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        model.createContext("/v1/chat/completions", exchange -> {
            asked.set(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try (var out = exchange.getResponseBody()) {
                for (String words :
                        List.of("Please restart it.\\n", "![x](https://evil.example/p.png)\\n", "Then tell us.")) {
                    out.write(
                            ("data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,"
                                            + "\"delta\":{\"content\":\"" + words + "\"},\"finish_reason\":null}]}\n\n")
                                    .getBytes(UTF_8));
                }
                out.write(
                        ("data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"model\":\"m\",\"choices\":[{\"index\":0,"
                                        + "\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
                                .getBytes(UTF_8));
            }
        });
        model.start();
        try (RunningHelpdesk other = RunningHelpdesk.start(
                data.resolve("model"),
                "--helpdesk.demo-tickets=false",
                "--helpdesk.ai.url=http://127.0.0.1:" + model.getAddress().getPort() + "/v1",
                "--helpdesk.ai.model=m")) {
            Ticket ticket = other.bean(Desk.class)
                    .tickets()
                    .open(
                            ANN,
                            NewTicket.subject("Router")
                                    .description("It blinks.")
                                    .contact("carla@customer.example"));
            String body =
                    other.form("/tickets/" + ticket.id() + "/suggest", Map.of()).body();
            assertThat(body)
                    .contains("\"words\":\"Please restart it.", "\"end\":\"suggested\"", "Then tell us.")
                    .doesNotContain("evil.example");
            assertThat(asked.get()).contains("Router").doesNotContain("carla@customer.example");
        } finally {
            model.stop(0);
        }
    }

    @Test
    void whoeverRunsItSeesHowItIsDoing() {
        tickets.open(ANN, NewTicket.subject("Counted"));
        assertThat(helpdesk.visitor().get("/actuator/health").body())
                .isEqualTo("{\"groups\":[\"liveness\",\"readiness\"],\"status\":\"UP\"}");
        assertThat(helpdesk.get("/actuator/health").body()).contains("\"waitingMails\"");
        assertThat(helpdesk.get("/actuator/prometheus").body()).contains("embedesk_events_total{kind=\"Opened\"}");
    }

    @Test
    void reportsCountWhatHappened() {
        Ticket ticket = tickets.open(ANN, NewTicket.subject("For the report").assignee("cleo"));
        tickets.reply(Actor.agent("cleo"), ticket.id(), ReplyDraft.text("Done"));
        tickets.change(ANN, ticket.id(), TicketChange.status(Status.RESOLVED));
        assertThat(helpdesk.get("/reports").body()).contains("<svg", "Cleo Costa", "0 min");
    }

    @Test
    void aSavedReplyIsFilledWithTheTicketsValues() {
        HttpResponse<String> saved = helpdesk.form(
                "/settings/desk/replies",
                Map.of("title", "Greeting", "text", "Hello {{contact.name|there}}, it is {{agent.name}}."));
        assertThat(saved.body()).contains("Saved.", "Greeting");
        Ticket ticket = tickets.open(ANN, NewTicket.subject("Printer").contactName("Carla"));
        assertThat(helpdesk.get("/tickets/" + ticket.id()).body()).contains("Hello Carla, it is Ann Albers.");
        assertThat(helpdesk.form("/settings/desk/replies", Map.of("title", "", "text", "{{nonsense}}"))
                        .statusCode())
                .isEqualTo(422);
        String id = found("name=\"id\" value=\"([^\"]+)\"", saved.body());
        assertThat(helpdesk.form("/settings/desk/replies/delete", Map.of("id", id, "title", "x", "text", "x"))
                        .body())
                .doesNotContain("Greeting");
    }

    @Test
    void customersReadTheirOwnLanguage() throws IOException {
        RunningHelpdesk carla = helpdesk.visitor();
        assertThat(carla.get("/help", "Accept-Language", "de-AT,de;q=0.9").body())
                .contains("<html lang=\"de\">", "Wie können wir helfen?", "Link zuschicken");
        assertThat(carla.get("/help", "Accept-Language", "fr").body())
                .contains("<html lang=\"en\">", "How can we help?");
        carla.form("/help/demo", Map.of("email", "carla@customer.example"));
        HttpResponse<String> sent = carla.form(
                "/help/requests",
                Map.of("id", "", "subject", "Drucker", "text", "Er brennt."),
                "Accept-Language",
                "de");
        assertThat(sent.body()).contains("Ihre Anfrage hat die Nummer", "Eingegangen", "gerade eben", "Ihre Antwort");
        Properties english = messages("messages.properties");
        for (String translation : List.of("messages_de.properties")) {
            assertThat(messages(translation).keySet()).as(translation).isEqualTo(english.keySet());
        }
    }

    private static Properties messages(String file) throws IOException {
        Properties messages = new Properties();
        try (InputStream in = Helpdesk.class.getResourceAsStream("/" + file)) {
            messages.load(in);
        }
        return messages;
    }

    /** The page that was open refreshes itself while the browser is on its way to the next. */
    @Test
    void aNoticeIsNotTakenByAPageThatRefreshesItself() {
        Ticket ticket = tickets.open(ANN, NewTicket.subject("Noticed"));
        RunningHelpdesk ben = helpdesk.visitor();
        ben.logIn("ben");
        String page = "/tickets/" + ticket.id();
        assertThat(ben.formOnly(page + "/reply", Map.of("text", "Looked at it", "draft", "")))
                .isEqualTo(302);
        String notice = "role=\"status\"[^>]*>Saved. Not e-mailed";
        assertThat(ben.get(page, "X-Refresh", "1").body()).doesNotContainPattern(notice);
        assertThat(ben.get(page).body()).containsPattern(notice);
    }

    @Test
    void aPageThatRefreshesItselfIsToldThatItsTicketIsDeleted() {
        Ticket ticket = tickets.open(ANN, NewTicket.subject("Gone soon"));
        tickets.delete(ANN, ticket.id());
        String page = "/tickets/" + ticket.id();
        assertThat(helpdesk.get(page, "X-Refresh", "1").statusCode()).isEqualTo(204);
        assertThat(helpdesk.get(page).statusCode()).isEqualTo(404);
    }

    @Test
    void anAdministratorSaysHowLongClosedTicketsAreKept() {
        Retention retention = helpdesk.bean(Retention.class);
        Ticket young = tickets.open(ANN, NewTicket.subject("Just closed"));
        tickets.change(ANN, young.id(), TicketChange.status(Status.CLOSED));
        assertThat(retention.chosen()).isEmpty();
        assertThat(helpdesk.form("/settings/desk/retention", Map.of("how", "DELETE", "days", "30"))
                        .body())
                .contains("Saved.", "value=\"30\"")
                .containsPattern("value=\"DELETE\" selected");
        retention.run();
        retention.sweep();
        assertThat(tickets.find(ANN, young.id())).isPresent();
        HttpResponse<String> refused =
                helpdesk.form("/settings/desk/retention", Map.of("how", "DELETE", "days", "soon"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("days must be a number, such as 365");
        helpdesk.form("/settings/desk/retention", Map.of("how", ""));
        assertThat(retention.chosen()).isEmpty();
    }

    @Test
    void theSettingsShowWhoIsThere() {
        helpdesk.bean(Presence.class).isThere("cleo", "/tickets");
        assertThat(helpdesk.get("/settings/desk").body())
                .containsPattern("Cleo Costa.*Online.*at /tickets")
                .containsPattern("Ben Brandt.*Away");
        helpdesk.bean(Presence.class).left("cleo", "/tickets");
        assertThat(helpdesk.get("/settings/desk").body()).containsPattern("Cleo Costa.*Away");
    }

    @Test
    void whoeverMonitorsLogsInWithEachRequest() {
        RunningHelpdesk monitor = helpdesk.visitor();
        assertThat(monitor.get("/actuator/prometheus").statusCode()).isEqualTo(401);
        assertThat(monitor.get("/actuator/prometheus", "Authorization", basic("ben"))
                        .statusCode())
                .isEqualTo(403);
        RunningHelpdesk admin = helpdesk.visitor();
        assertThat(admin.get("/actuator/prometheus", "Authorization", basic("ann"))
                        .body())
                .contains("embedesk_");
        assertThat(admin.get("/actuator/health", "Authorization", basic("ann")).body())
                .contains("waitingMails");
    }

    private static String basic(String agent) {
        return "Basic " + Base64.getEncoder().encodeToString((agent + ":demo").getBytes(UTF_8));
    }

    @Test
    void theListIsFilteredByAgentTagAndWords() {
        tickets.open(ANN, NewTicket.subject("Zebra crossing").assignee("ben").tags("street"));
        tickets.open(ANN, NewTicket.subject("Quagga crossing").tags("street"));
        assertThat(helpdesk.get("/tickets?assignee=ben").body())
                .contains("Zebra")
                .doesNotContain("Quagga");
        assertThat(helpdesk.get("/tickets?assignee=none&tag=street").body())
                .contains("Quagga")
                .doesNotContain("Zebra");
        assertThat(helpdesk.get("/tickets?q=zebra").body()).contains("Zebra").doesNotContain("Quagga");
        assertThat(helpdesk.get("/tickets?q=nothing+like+it").body()).contains("No ticket matches", "Clear filters");
    }

    @Test
    void manyTicketsAreChangedAtOnce() {
        Ticket one = tickets.open(ANN, NewTicket.subject("One of many"));
        Map<String, String> form =
                Map.of("chosen", one.id().value(), "status", "closed", "addTag", "swept", "back", "/tickets?tag=swept");
        assertThat(helpdesk.form("/tickets/change", form).body()).contains("1 of 1 ticket changed.", "One of many");
        assertThat(tickets.find(ANN, one.id()).orElseThrow().status()).isEqualTo(Status.CLOSED);
        assertThat(helpdesk.form("/tickets/change", Map.of("status", "closed")).body())
                .contains("Choose tickets");
    }

    @Test
    void aReplyIsTakenBackWithinItsWindow() {
        try (RunningHelpdesk slow = RunningHelpdesk.start(
                data.resolve("undo"), "--helpdesk.demo-tickets=false", "--helpdesk.undo-window=10m")) {
            TicketService there = slow.bean(Desk.class).tickets();
            Ticket ticket = there.open(ANN, NewTicket.subject("Too fast").contact("carla@customer.example"));
            String page = slow.form("/tickets/" + ticket.id() + "/reply", Map.of("text", "Sent too early", "draft", ""))
                    .body();
            String undo = found("action=\"(/tickets/[0-9a-z]{26}/entries/[0-9a-z]{26}/undo)\"", page);
            assertThat(slow.form(undo, Map.of()).body())
                    .contains("Taken back. Nothing was mailed.", ">Sent too early</textarea>");
            ThreadEntry reply = there.thread(ANN, ticket.id()).entries().get(0);
            assertThat(there.thread(ANN, ticket.id())
                            .delivery(reply.id())
                            .orElseThrow()
                            .isWithdrawn())
                    .isTrue();
            assertThat(reply).isNotInstanceOf(CustomerMessage.class);
        }
    }
}
