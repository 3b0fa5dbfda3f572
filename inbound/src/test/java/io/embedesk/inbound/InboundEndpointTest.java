package io.embedesk.inbound;

import static io.embedesk.inbound.Fixtures.KEY;
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
import io.embedesk.spi.TicketStore;
import io.embedesk.testing.MovableClock;
import io.embedesk.testing.RecordingChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
        byte[] capture = BufferedRequest.read(request, InboundLimits.DEFAULT).capture();
        desk.intake().accept("raw", "crashed", Content.of(capture));
        desk.intake().accept("raw", "broken", Content.of(Fixtures.bytes("no capture")));
        assertThat(endpoint.runOnce()).as("too young").isZero();
        clock.advance(Duration.ofMinutes(6));
        assertThat(endpoint.runOnce()).isOne();
        assertThat(endpoint.runOnce()).isZero();
        assertThat(thread().entries()).hasSize(2);
        assertThat(desk.intake().unfinished(clock.instant(), 10)).isEqualTo(List.of());
    }
}
