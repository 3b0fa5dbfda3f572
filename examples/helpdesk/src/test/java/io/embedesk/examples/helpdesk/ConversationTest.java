package io.embedesk.examples.helpdesk;

import static io.embedesk.examples.helpdesk.RunningHelpdesk.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Actor;
import io.embedesk.AgentReply;
import io.embedesk.CustomerMessage;
import io.embedesk.Desk;
import io.embedesk.Secret;
import io.embedesk.Status;
import io.embedesk.ThreadEntry;
import io.embedesk.TicketChange;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.TicketService;
import io.embedesk.TicketThread;
import io.embedesk.email.EmailDelivery;
import io.embedesk.examples.helpdesk.CustomerMailServer.Received;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.Mailgun;
import io.embedesk.inbound.RawMime;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A customer's mail is answered and answered back, through every real part: HTTP, database, SMTP, webhook. */
class ConversationTest {
    private static final Actor.Staff ANN = Actor.agent("ann");

    @TempDir
    private static Path data;

    private CustomerMailServer customer;
    private RunningHelpdesk helpdesk;
    private TicketService tickets;
    private TicketId ticket;
    private Received mail;

    @BeforeEach
    void openATicketByHttpAndReplyToIt() throws Exception {
        customer = CustomerMailServer.start();
        helpdesk = RunningHelpdesk.start(data, options(customer));
        tickets = helpdesk.bean(Desk.class).tickets();
        HttpResponse<String> opened = helpdesk.postJson(
                "/api/v1/tickets",
                "{\"subject\":\"Cannot log in\",\"contactName\":\"Carla Cruz\",\"contactEmail\":\"carla@customer.example\"}");
        assertThat(opened.statusCode()).isEqualTo(201);
        assertThat(json(opened).path("status").asString()).isEqualTo("OPEN");
        ticket = new TicketId(json(opened).path("id").asString());
        HttpResponse<String> replied =
                helpdesk.postJson("/api/v1/tickets/" + ticket + "/replies", "{\"text\":\"Which browser do you use?\"}");
        assertThat(replied.statusCode()).isEqualTo(201);
        assertThat(json(replied).path("emailSkipped").asBoolean()).isFalse();
        assertThat(json(replied).path("ticket").path("status").asString()).isEqualTo("IN_PROGRESS");
        assertThat(json(replied).path("ticket").path("assignee").asString()).isEqualTo("ann");
        mail = customer.next();
    }

    private static String[] options(CustomerMailServer customer) {
        String[] smtp = customer.asSmtpOptions();
        return new String[] {smtp[0], smtp[1], smtp[2], "--helpdesk.demo-tickets=false"};
    }

    @AfterEach
    void stop() {
        helpdesk.close();
        customer.close();
    }

    private Secret webhookSecret() {
        return helpdesk.bean(HelpdeskSecrets.class).webhookSecret();
    }

    private TicketThread thread() {
        return tickets.thread(ANN, ticket);
    }

    private HttpResponse<String> deliver(byte[] mime) {
        Map<String, String> headers = new HashMap<>(RawMime.sign(webhookSecret(), Instant.now(), mime));
        headers.put("Content-Type", "message/rfc822");
        return helpdesk.post(InboundServlet.PATH, headers, mime);
    }

    private static JsonNode outcome(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response).path("outcomes").path(0);
    }

    @Test
    void theMailThreadsByItsHeaders() {
        String messageId = mail.header("Message-ID");
        String threadId = "<" + thread().ticket().threadId().orElseThrow().value() + ">";
        assertThat(messageId).matches("<ticket\\." + ticket + "\\.[0-9a-z]{26}\\.reply@acme\\.example>");
        assertThat(mail.header("In-Reply-To")).isEqualTo(threadId);
        assertThat(mail.header("References")).isEqualTo(threadId);
        assertThat(mail.header("Reply-To")).matches("ticket\\+" + ticket + "\\.[0-9a-z]{27}@acme\\.example");
        assertThat(mail.header("From")).isEqualTo("Acme Support <support@acme.example>");
        assertThat(mail.header("To")).isEqualTo("Carla Cruz <carla@customer.example>");
        assertThat(mail.header("Subject")).isEqualTo("Re: Cannot log in");
        assertThat(mail.to()).isEqualTo("carla@customer.example");
        assertThat(mail.from()).isEqualTo("support@acme.example");
        assertThat(mail.bytes())
                .contains("Content-Type: text/plain", "Content-Type: text/html", "Which browser do you use?");
        assertThat(mail.bytes().lines()).allMatch(line -> line.getBytes(UTF_8).length <= 998);
    }

    @ParameterizedTest
    @CsvSource({
        "GMAIL,        REPLY_ADDRESS",
        "OUTLOOK,      IN_REPLY_TO",
        "APPLE_MAIL,   REFERENCES",
        "ADDRESS_ONLY, REPLY_ADDRESS",
        "THREAD_ONLY,  THREAD_ID"
    })
    void anAnswerOfAnyMailProgramFindsItsTicketAndReopensIt(MailClient program, String strategy) {
        tickets.change(ANN, ticket, TicketChange.status(Status.RESOLVED));
        JsonNode outcome = outcome(deliver(program.answer(mail, "It is Firefox.")));
        assertThat(outcome.path("disposition").asString()).isEqualTo("APPENDED");
        assertThat(outcome.path("ticket").asString()).isEqualTo(ticket.value());
        assertThat(outcome.path("strategy").asString()).isEqualTo(strategy);
        assertThat(outcome.path("strength").asString()).isEqualTo("PROVEN");

        TicketThread thread = thread();
        assertThat(thread.ticket().status()).isEqualTo(Status.OPEN);
        assertThat(thread.ticket().resolvedAt()).isEmpty();
        assertThat(thread.entries()).extracting(ThreadEntry::seq).containsExactly(1L, 2L);
        assertThat(thread.entries().get(0)).isInstanceOf(AgentReply.class);
        assertThat(thread.entries().get(1)).isInstanceOfSatisfying(CustomerMessage.class, message -> {
            assertThat(message.body().text()).isEqualTo("It is Firefox.");
            assertThat(message.audience()).isEqualTo(CustomerMessage.Audience.EVERYONE);
        });
    }

    @Test
    void theConversationGoesOnInOneThread() throws InterruptedException {
        deliver(MailClient.GMAIL.answer(mail, "It is Firefox."));
        helpdesk.postJson("/api/v1/tickets/" + ticket + "/replies", "{\"text\":\"Thank you, it is mended.\"}");
        Received second = customer.next();
        String threadId = "<" + thread().ticket().threadId().orElseThrow().value() + ">";
        assertThat(second.header("In-Reply-To")).isEqualTo("<gmail@customer.example>");
        assertThat(second.header("References")).startsWith(threadId).endsWith("<gmail@customer.example>");
        assertThat(second.header("Message-ID")).isNotEqualTo(mail.header("Message-ID"));
        assertThat(second.header("Subject")).isEqualTo(mail.header("Subject"));
        assertThat(second.header("Reply-To")).isEqualTo(mail.header("Reply-To"));
    }

    @Test
    void mailgunsFormIsReadBeforeSpringTouchesIt() {
        String answer = new String(MailClient.GMAIL.answer(mail, "It is Firefox."), UTF_8);
        Map<String, String> fields = new LinkedHashMap<>(Mailgun.sign(webhookSecret(), Instant.now(), "a-token"));
        fields.put("recipient", mail.header("Reply-To"));
        fields.put("sender", "carla@customer.example");
        fields.put("body-mime", answer);
        String body = fields.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> response = helpdesk.post(
                InboundServlet.PATH, Map.of("Content-Type", "application/x-www-form-urlencoded"), body.getBytes(UTF_8));
        assertThat(outcome(response).path("disposition").asString()).isEqualTo("APPENDED");
    }

    @Test
    void aSecondDeliveryOfTheSameMailChangesNothing() {
        byte[] answer = MailClient.GMAIL.answer(mail, "It is Firefox.");
        deliver(answer);
        tickets.change(ANN, ticket, TicketChange.status(Status.CLOSED));
        awaitSent();
        TicketThread before = thread();

        HttpResponse<String> again = deliver(answer);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("known");
        String onAnotherWay = new String(answer, UTF_8) + "\r\n";
        assertThat(outcome(deliver(onAnotherWay.getBytes(UTF_8)))
                        .path("disposition")
                        .asString())
                .isEqualTo("DUPLICATE");
        assertThat(thread()).isEqualTo(before);
    }

    @Test
    void aBadSignatureGets401AndChangesNothing() {
        awaitSent();
        TicketThread before = thread();
        long tickets = all();
        byte[] answer = MailClient.GMAIL.answer(mail, "It is Firefox.");
        Map<String, String> headers =
                new HashMap<>(RawMime.sign(Secret.of("somebody-elses-secret"), Instant.now(), answer));
        headers.put("Content-Type", "message/rfc822");
        assertThat(helpdesk.post(InboundServlet.PATH, headers, answer).statusCode())
                .isEqualTo(401);
        assertThat(helpdesk.post(InboundServlet.PATH, Map.of("Content-Type", "message/rfc822"), answer)
                        .statusCode())
                .isEqualTo(401);
        assertThat(thread()).isEqualTo(before);
        assertThat(all()).isEqualTo(tickets);
        assertThat(helpdesk.bean(InboundEndpoint.class).forgedRequests()).isEqualTo(2);
    }

    @Test
    void aStrangerWithABareAddressGetsATicketOfTheirOwn() {
        String forged = "From: mallory@evil.example\r\nTo: ticket+" + ticket + "@acme.example\r\n"
                + "Subject: hello\r\nMessage-ID: <m@evil.example>\r\n\r\nLet me in\r\n";
        JsonNode outcome = outcome(deliver(forged.getBytes(UTF_8)));
        assertThat(outcome.path("disposition").asString()).isEqualTo("OPENED");
        assertThat(outcome.path("strength").asString()).isEqualTo("CLAIMED");
        assertThat(outcome.path("ticket").asString()).isNotEqualTo(ticket.value());
        assertThat(thread().entries()).hasSize(1);
    }

    @Test
    void theDeliveryIsSentOnceTheServerHasTheMail() {
        awaitSent();
        assertThat(delivery()).isEqualTo(EmailDelivery.State.SENT);
        assertThat(customer.isEmpty()).isTrue();
    }

    /** The server has the mail a moment before its answer is recorded. */
    private void awaitSent() {
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (delivery() != EmailDelivery.State.SENT && System.nanoTime() < until) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private EmailDelivery.State delivery() {
        return thread().deliveries().values().iterator().next().state();
    }

    private long all() {
        return tickets.counts(ANN, TicketFilter.ALL).all();
    }
}
