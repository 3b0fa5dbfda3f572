package io.embedesk.inbound;

import static io.embedesk.inbound.Fixtures.KEY;
import static io.embedesk.inbound.Fixtures.NOW;
import static io.embedesk.inbound.Fixtures.mail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.Actor;
import io.embedesk.ConfigurationException;
import io.embedesk.Content;
import io.embedesk.CustomerMessage;
import io.embedesk.CustomerMessage.Flag;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketFilter;
import io.embedesk.TicketQuery;
import io.embedesk.TicketThread;
import io.embedesk.email.OutboundEmail;
import io.embedesk.email.OutboxWorker;
import io.embedesk.intake.Receipt;
import io.embedesk.spi.TicketStore;
import io.embedesk.testing.MovableClock;
import io.embedesk.testing.RecordingChannel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboundEndpointTest {
    private static final Actor.Staff ANN = Actor.agent("ann");

    private final MovableClock clock = MovableClock.at("2026-03-01T12:00:00Z");
    private final RecordingChannel channel = new RecordingChannel();
    private final TicketStore store = TicketStore.inMemory();
    private final Desk desk = Desk.builder(store)
            .email(channel)
            .replyKey(Secret.of("0123456789abcdef0123456789abcdef"))
            .clock(clock)
            .build();
    private final InboundEndpoint endpoint = InboundEndpoint.builder(desk)
            .provider(Mailgun.signedWith(KEY))
            .provider(RawMime.signedWith(KEY))
            .clock(clock)
            .build();
    private Ticket ticket =
            desk.tickets().open(ANN, NewTicket.subject("Printer").contact("carla@customer.example"));

    @BeforeEach
    void answerAndResolve() {
        desk.tickets().reply(ANN, ticket.id(), ReplyDraft.text("Is it on?"));
        OutboxWorker.of(desk).runOnce();
        ticket = desk.tickets().change(ANN, ticket.id(), TicketChange.status(Status.RESOLVED));
    }

    private OutboundEmail sent() {
        return channel.last();
    }

    private TicketThread thread() {
        return desk.tickets().thread(ANN, ticket.id());
    }

    private long tickets() {
        return desk.tickets().counts(ANN, TicketFilter.ALL).all();
    }

    private void accepted(InboundRequest request, String... words) {
        InboundResponse response = endpoint.handle(request);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).contains(words);
    }

    @Test
    void putsAnAnswerIntoItsThreadAndReopensTheTicket() {
        accepted(
                Fixtures.raw(
                        mail("", "Yes.\n\nOn 1 Mar 2026, Acme <support@acme.example> wrote:\n> Is it on?"),
                        sent().replyTo().value()),
                "\"disposition\":\"APPENDED\"",
                ticket.id().value(),
                "REPLY_ADDRESS",
                "PROVEN");
        CustomerMessage message = (CustomerMessage) thread().last().orElseThrow();
        assertThat(message.body().text()).isEqualTo("Yes.");
        assertThat(message.body().quotedText()).contains("> Is it on?");
        assertThat(thread().ticket().status()).isEqualTo(Status.OPEN);
    }

    @Test
    void findsTheThreadWhenOnlyTheIdsAreLeft() {
        accepted(
                Fixtures.raw(
                        mail("In-Reply-To: <" + sent().thread().messageId() + ">\n", "Yes"), "support@acme.example"),
                "IN_REPLY_TO");
        accepted(
                Fixtures.raw(mail("References: <" + ticket.threadId().orElseThrow() + "> <x@y.example>\n", "Again")),
                "REFERENCES");
        assertThat(thread().entries()).hasSize(3);
    }

    @Test
    void opensATicketForAMailThatBelongsToNone() {
        accepted(
                Fixtures.mailgun(Fixtures.mailgunFields("token", "support@acme.example")),
                "\"disposition\":\"OPENED\"");
        Ticket opened = desk.tickets().list(ANN, TicketQuery.of(TicketFilter.ALL)).tickets().stream()
                .filter(t -> !t.id().equals(ticket.id()))
                .findFirst()
                .orElseThrow();
        assertThat(opened.contact().name()).isEqualTo("Carla Cüstomer");
    }

    @Test
    void changesNothingWhenTheSameMailComesAgainByAnotherWay() {
        String mime = mail("", "Yes");
        accepted(Fixtures.raw(mime, sent().replyTo().value()), "APPENDED");
        desk.tickets().change(ANN, ticket.id(), TicketChange.status(Status.RESOLVED));
        Map<String, String> fields =
                Fixtures.mailgunFields("token", sent().replyTo().value());
        fields.put("body-mime", "Received: by another way\r\n" + mime);
        accepted(Fixtures.mailgun(fields), "DUPLICATE");
        assertThat(thread().entries()).hasSize(2);
        assertThat(thread().ticket().status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void answersARepeatedDeliveryWithoutLookingAtItAgain() {
        InboundRequest first = Fixtures.mailgun(
                Fixtures.mailgunFields("token", sent().replyTo().value()));
        accepted(first, "APPENDED");
        Map<String, String> replayed =
                Fixtures.mailgunFields("token", sent().replyTo().value());
        replayed.put("body-plain", "another text under the same token");
        accepted(Fixtures.mailgun(replayed), "known");
        assertThat(thread().entries()).hasSize(2);
    }

    @Test
    void refusesWhatIsForgedAndKeepsNothingOfIt() throws IOException {
        byte[] body = Fixtures.bytes(mail("", "Evil"));
        InboundResponse response = endpoint.handle(Fixtures.request(
                "message/rfc822",
                body,
                Map.of(
                        "X-Signature",
                        "sha256=" + "0".repeat(64),
                        "X-Envelope-To",
                        sent().replyTo().value())));
        assertThat(response.status()).isEqualTo(401);
        assertThat(endpoint.forgedRequests()).isOne();
        assertThat(thread().entries()).hasSize(1);
        assertThat(store.attachments().list(null, 10)).isEmpty();
        assertThat(thread().ticket().status()).isEqualTo(Status.RESOLVED);
    }

    @Test
    void putsAsideWhatItCannotReadAndSaysThatItHasIt() throws IOException {
        Map<String, String> fields = Fixtures.mailgunFields("token", "support@acme.example");
        fields.put("message-headers", "[[broken");
        accepted(Fixtures.mailgun(fields), "quarantined", "MALFORMED");
        accepted(Fixtures.mailgun(fields), "known");
        assertThat(store.attachments().list(null, 10)).hasSize(1);
        assertThat(tickets()).isOne();
    }

    @Test
    void holdsAStrangersMailForAgents() {
        String mime = mail("", "Let me in").replace("carla@customer.example", "mallory@evil.example");
        accepted(Fixtures.raw(mime, sent().replyTo().value()), "HELD");
        CustomerMessage message = (CustomerMessage) thread().last().orElseThrow();
        assertThat(message.flags()).containsExactly(Flag.OTHER_SENDER);
    }

    @Test
    void knowsItsOwnMailWhenItComesBack() {
        accepted(
                Fixtures.raw(
                        mail("X-Embedesk-Loop: " + sent().loopMarker() + "\n", "Is it on?"),
                        sent().replyTo().value()),
                "\"LOOP\"");
        assertThat(thread().entries()).hasSize(1);
    }

    @Test
    void answersProbesAndTellsWhatItDoesNotTake() {
        InboundRequest probe = InboundRequest.of("head", Fixtures.URL, Map.of(), java.io.InputStream.nullInputStream());
        assertThat(endpoint.handle(probe).status()).isEqualTo(200);
        assertThat(endpoint.handle(Fixtures.request("image/png", new byte[1], Map.of()))
                        .status())
                .isEqualTo(415);
        InboundEndpoint small = InboundEndpoint.builder(desk)
                .provider(RawMime.signedWith(KEY))
                .limits(new InboundLimits(10, 1, 1, 1, 100, 1, 0))
                .build();
        assertThat(small.handle(Fixtures.raw(mail("", "x"))).status()).isEqualTo(413);
        assertThatThrownBy(() -> InboundEndpoint.builder(desk).build()).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void asksForAnotherTryWhenTheStoreFails() {
        Desk broken = Desk.builder(new FailingStore()).build();
        InboundEndpoint failing = InboundEndpoint.builder(broken)
                .provider(RawMime.signedWith(KEY))
                .clock(clock)
                .build();
        assertThat(failing.handle(Fixtures.raw(mail("", "x"))).status()).isEqualTo(503);
    }

    @Test
    void finishesWhatACrashLeftBehind() throws IOException {
        InboundRequest request = Fixtures.raw(mail("", "Yes"), sent().replyTo().value());
        BufferedRequest crashed = BufferedRequest.read(request, InboundLimits.DEFAULT);
        desk.intake().accept("raw", "crashed", crashed.capture());
        desk.intake().accept("raw", "broken", Content.of(Fixtures.bytes("no capture")));
        assertThat(endpoint.runOnce()).as("too young").isZero();
        clock.advance(Duration.ofMinutes(6));
        assertThat(endpoint.runOnce()).isOne();
        assertThat(endpoint.runOnce()).isZero();
        assertThat(thread().entries()).hasSize(2);
        assertThat(desk.intake().unfinished(clock.instant(), 10)).isEqualTo(List.of());
    }

    @Test
    void readsWhatWasPutAsideOnceTheLimitIsRaised() throws IOException {
        String toMany = mail("Cc: " + "a@b.example, ".repeat(250) + "\n", "Yes");
        accepted(Fixtures.raw(toMany, sent().replyTo().value()), "quarantined", "TOO_MANY");
        List<Receipt> aside = desk.intake().quarantined(10);
        assertThat(aside).hasSize(1);
        assertThat(endpoint.replay(aside.get(0))).isFalse();
        assertThat(thread().entries()).hasSize(1);
        InboundEndpoint patient = InboundEndpoint.builder(desk)
                .provider(RawMime.signedWith(KEY))
                .limits(new InboundLimits(1 << 20, 500, 20, 500, 1 << 20, 1_000, 50))
                .clock(clock)
                .build();
        assertThat(patient.replay(aside.get(0))).isTrue();
        assertThat(desk.intake().quarantined(10)).isEqualTo(List.of());
        assertThat(thread().entries()).hasSize(2);
        assertThat(patient.replay(aside.get(0))).as("again").isTrue();
        assertThat(thread().entries()).hasSize(2);
    }

    private int status(InboundProvider provider, InboundRequest request) {
        return InboundEndpoint.builder(desk)
                .provider(provider)
                .limits(new InboundLimits(3_000, 500, 20, 500, 3_000, 200, 50))
                .clock(clock)
                .build()
                .handle(request)
                .status();
    }

    @Test
    void answersEachProviderInItsOwnWay() {
        byte[] large = new byte[4_000];
        Function<byte[], InboundRequest> json = body -> Fixtures.request("application/json", body, Map.of());
        Secret password = KEY;
        assertThat(status(Mailgun.signedWith(KEY), json.apply(large))).isEqualTo(406);
        assertThat(status(Postmark.withPassword("u", password), json.apply(large)))
                .isEqualTo(403);
        assertThat(status(Postal.acceptingUnsignedRequests(), json.apply(large)))
                .isEqualTo(500);
        assertThat(status(MailerSend.signedWith(KEY), json.apply(large))).isEqualTo(413);
        byte[] empty = Fixtures.bytes("{}");
        assertThat(status(MailerSend.signedWith(KEY), json.apply(empty))).isEqualTo(401);
        assertThat(status(CloudMailin.withPassword("u", password), json.apply(empty)))
                .as("a mistyped password bounces nobody's mail")
                .isEqualTo(503);
        InboundResponse asks = InboundEndpoint.builder(desk)
                .provider(Postmark.withPassword("u", password))
                .build()
                .handle(json.apply(empty));
        assertThat(asks.status()).isEqualTo(401);
        assertThat(asks.headers()).containsKey("WWW-Authenticate");
    }

    @Test
    void keepsNothingOfARequestThatOnlyTriesTheAddress() throws IOException {
        InboundRequest ping =
                Fixtures.request("application/json", Fixtures.bytes("[{\"msys\":{}}]"), SparkPost.sign(KEY));
        assertThat(status(SparkPost.withToken(KEY), ping)).isEqualTo(200);
        Map<String, String> none = Map.of("mandrill_events", "[]");
        InboundRequest first = Fixtures.request(
                "application/x-www-form-urlencoded", Fixtures.urlEncoded(none), Mandrill.sign(Fixtures.URL, KEY, none));
        assertThat(status(Mandrill.signedWith(Fixtures.URL, KEY), first)).isEqualTo(200);
        assertThat(store.attachments().list(null, 10)).isEmpty();
    }

    @Test
    void asksForAnotherTryWhileWhatARequestPointsAtCannotBeHad() throws IOException {
        AtomicBoolean there = new AtomicBoolean();
        Fetcher fetcher = place -> {
            if (!there.get()) {
                throw new IOException("not now");
            }
            return new ByteArrayInputStream(Fixtures.bytes(
                    mail("In-Reply-To: <" + sent().thread().messageId().value() + ">\n", "Yes")));
        };
        byte[] body = Fixtures.bytes("{\"type\":\"email.received\",\"data\":{\"email_id\":\"a1\"}}");
        Secret secret = Secret.of("whsec_" + java.util.Base64.getEncoder().encodeToString(new byte[32]));
        Map<String, String> headers = Resend.sign(secret, "msg_1", NOW, body);
        InboundProvider resend = Resend.signedWith(fetcher, secret);
        assertThat(status(resend, Fixtures.request("application/json", body, headers)))
                .isEqualTo(503);
        assertThat(thread().entries()).hasSize(1);
        there.set(true);
        assertThat(status(resend, Fixtures.request("application/json", body, headers)))
                .isEqualTo(200);
        assertThat(thread().entries()).hasSize(2);
    }

    @Test
    void asksForAnotherTryWhileACertificateCannotBeHad() {
        InboundProvider ses = AmazonSes.fromTopics(Fetcher.NONE, "arn:aws:sns:eu-west-1:1:mail");
        String notification =
                "{\"Type\":\"Notification\",\"TopicArn\":\"arn:aws:sns:eu-west-1:1:mail\",\"Message\":\"{}\","
                        + "\"SigningCertURL\":\"https://sns.eu-west-1.amazonaws.com/x.pem\"}";
        assertThat(status(ses, Fixtures.request("text/plain", Fixtures.bytes(notification), Map.of())))
                .isEqualTo(503);
        assertThat(status(ses, Fixtures.request("text/plain", Fixtures.bytes("{}"), Map.of())))
                .isEqualTo(401);
    }
}
