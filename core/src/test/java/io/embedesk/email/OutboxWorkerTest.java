package io.embedesk.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.embedesk.Actor;
import io.embedesk.AgentReply;
import io.embedesk.ConfigurationException;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.NoteDraft;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.email.EmailDelivery.SkipReason;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.event.TicketEvent;
import io.embedesk.spi.EmailChannel.Answer;
import io.embedesk.spi.EmailChannel.Answer.Verdict;
import io.embedesk.spi.EmailChannel.SendResult;
import io.embedesk.spi.TicketStore;
import io.embedesk.testing.Messages;
import io.embedesk.testing.MovableClock;
import io.embedesk.testing.RecordingChannel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OutboxWorkerTest {
    private static final Actor.Staff ANN = Actor.agent("ann");
    private static final EmailAddress CARLA = EmailAddress.of("carla@customer.example");
    private static final Duration A_LEASE = Duration.ofSeconds(51);

    private final MovableClock clock = MovableClock.at("2026-03-01T12:00:00.5Z");
    private final RecordingChannel channel = new RecordingChannel();
    private final TicketStore store = TicketStore.inMemory();
    private final Desk desk = Desk.builder(store)
            .email(channel)
            .replyKey(Secret.of("0123456789abcdef0123456789abcdef"))
            .clock(clock)
            .build();
    private final OutboxWorker worker = OutboxWorker.of(desk);

    private Ticket open() {
        return desk.tickets()
                .open(ANN, NewTicket.subject("Printer").contact(CARLA.value()).contactName("Carla"));
    }

    private AgentReply reply(Ticket ticket, String text) {
        return desk.tickets().reply(ANN, ticket.id(), ReplyDraft.text(text)).entry();
    }

    private EmailDelivery delivery(AgentReply reply) {
        return desk.tickets().thread(ANN, reply.ticket()).delivery(reply.id()).orElseThrow();
    }

    @Test
    void sendsAReplyWithEverythingThatMakesAThread() {
        Ticket ticket = open();
        AgentReply first = reply(ticket, "Which <b>browser</b>? See https://acme.example/help.");
        AgentReply second = reply(ticket, "Still there?");
        assertThat(worker.runOnce()).isEqualTo(2);
        MessageId threadId =
                desk.tickets().find(ANN, ticket.id()).orElseThrow().threadId().orElseThrow();
        OutboundEmail mail = channel.sent().get(0);
        assertThat(mail.entry()).isEqualTo(first.id());
        assertThat(mail.subject()).hasToString("Re: Printer");
        assertThat(mail.to()).containsExactly(new Mailbox("Carla", CARLA));
        assertThat(mail.envelope().to()).containsExactly(CARLA);
        assertThat(mail.replyTo().value())
                .startsWith("ticket+" + ticket.id() + ".")
                .endsWith("@acme.example");
        assertThat(mail.thread().inReplyTo()).isEqualTo(threadId);
        assertThat(mail.thread().references()).containsExactly(threadId);
        assertThat(mail.body().html())
                .isEqualTo("<div class=\"embedesk-reply\">Which &lt;b&gt;browser&lt;/b&gt;? See "
                        + "<a href=\"https://acme.example/help\">https://acme.example/help</a>.</div>");
        OutboundEmail next = channel.sent().get(1);
        assertThat(next.entry()).isEqualTo(second.id());
        assertThat(next.thread().inReplyTo()).isEqualTo(mail.thread().messageId());
        assertThat(next.thread().references())
                .containsExactly(threadId, mail.thread().messageId());
        assertThat(delivery(first).state()).isEqualTo(State.SENT);
        assertThat(delivery(first).recipients().get(0).state()).isEqualTo(State.SENT);
        assertThat(worker.runOnce()).isZero();
    }

    @Test
    void beginsTheReferencesWithTheMailThatOpenedTheTicket() throws IOException {
        desk.intake()
                .receive(Messages.from(CARLA.value())
                        .id("first@customer.example")
                        .build());
        Ticket ticket = desk.tickets()
                .list(ANN, io.embedesk.TicketQuery.of(io.embedesk.TicketFilter.ALL))
                .tickets()
                .get(0);
        desk.tickets().note(ANN, ticket.id(), NoteDraft.text("never mailed"));
        reply(ticket, "Hello");
        worker.runOnce();
        ThreadHeaders thread = channel.last().thread();
        MessageId threadId =
                desk.tickets().find(ANN, ticket.id()).orElseThrow().threadId().orElseThrow();
        assertThat(thread.inReplyTo()).isEqualTo(new MessageId("first@customer.example"));
        assertThat(thread.references()).containsExactly(new MessageId("first@customer.example"), threadId);
        assertThat(channel.sent()).hasSize(1);
    }

    @Test
    void repeatsTheVerySameMailAfterATemporaryRefusal() {
        AgentReply reply = reply(open(), "Hi");
        channel.answers(mail -> RecordingChannel.all(mail, Verdict.TRY_LATER, "451 later"));
        worker.runOnce();
        assertThat(delivery(reply).state()).isEqualTo(State.QUEUED);
        assertThat(delivery(reply).detail()).isEqualTo("451 later");
        assertThat(worker.runOnce()).as("not before its backoff").isZero();
        channel.answers(RecordingChannel::accepted);
        clock.advance(Duration.ofHours(1).plusSeconds(1));
        worker.runOnce();
        assertThat(channel.sent()).hasSize(2);
        assertThat(channel.sent().get(1)).isEqualTo(channel.sent().get(0));
        assertThat(delivery(reply).state()).isEqualTo(State.SENT);
        assertThat(delivery(reply).attempts()).isEqualTo(2);
    }

    /** Each pause is drawn, after ten refusals from an hour: of two hundred mails few come back within two minutes. */
    @Test
    void waitsLongerTheOftenerAMailWasRefused() {
        channel.answers(mail -> RecordingChannel.all(mail, Verdict.TRY_LATER, "451 later"));
        for (int i = 0; i < 200; i++) {
            reply(open(), "Hi");
        }
        int tried = worker.runOnce();
        for (int i = 0; i < 20 && tried < 200; i++) {
            tried += worker.runOnce();
        }
        assertThat(channel.sent()).hasSize(200);
        for (int refusals = 1; refusals < 10; refusals++) {
            clock.advance(Duration.ofHours(1).plusSeconds(1));
            while (worker.runOnce() > 0) {
                // Until each was tried again.
            }
        }
        int before = channel.sent().size();
        clock.advance(Duration.ofMinutes(2));
        while (worker.runOnce() > 0) {
            // Those whose pause was short.
        }
        assertThat(channel.sent().size() - before).isLessThan(100);
    }

    @Test
    void failsForGoodWhenTheServerSaysSo() {
        AgentReply reply = reply(open(), "Hi");
        channel.answers(mail -> RecordingChannel.all(mail, Verdict.REFUSED, "550 5.1.1 no such user"));
        worker.runOnce();
        assertThat(delivery(reply).state()).isEqualTo(State.FAILED);
        assertThat(delivery(reply).recipients().get(0).detail()).isEqualTo("550 5.1.1 no such user");
        clock.advance(Duration.ofDays(1));
        assertThat(worker.runOnce()).isZero();
    }

    @Test
    void triesAgainAfterDoubtAndGivesUpAfterFiveDays() {
        AgentReply reply = reply(open(), "Hi");
        channel.answers(mail -> new SendResult.InDoubt("the connection broke"));
        for (int hour = 0; hour < 5 * 24 + 2; hour++) {
            worker.runOnce();
            clock.advance(Duration.ofHours(1).plusSeconds(1));
        }
        assertThat(delivery(reply).state()).isEqualTo(State.FAILED);
        assertThat(delivery(reply).detail()).contains("Given up after 5 days").contains("the connection broke");
    }

    @Test
    void givesUpOnlyForThoseWhoWereNotReached() {
        Ticket ticket = open();
        EmailAddress dora = EmailAddress.of("dora@partner.example");
        desk.tickets().acceptSender(ANN, ticket.id(), Mailbox.of(dora));
        AgentReply reply = reply(ticket, "Hi");
        channel.answers(mail -> new SendResult.Answered(
                mail.envelope().to().stream()
                        .collect(Collectors.toMap(
                                Function.identity(),
                                to -> to.equals(dora)
                                        ? new Answer(Verdict.TRY_LATER, "451 later")
                                        : new Answer(Verdict.ACCEPTED, "250 ok"))),
                List.of()));
        for (int hour = 0; hour < 5 * 24 + 2; hour++) {
            worker.runOnce();
            clock.advance(Duration.ofHours(1).plusSeconds(1));
        }
        assertThat(delivery(reply).state()).isEqualTo(State.FAILED);
        assertThat(delivery(reply).recipients())
                .extracting(EmailDelivery.Recipient::address, EmailDelivery.Recipient::state)
                .containsExactly(tuple(CARLA, State.SENT), tuple(dora, State.FAILED));
    }

    @Test
    void pausesTheChannelAndNotTheMailWhenTheCredentialsAreRefused() {
        AgentReply one = reply(open(), "One");
        AgentReply two = reply(open(), "Two");
        channel.answers(mail -> new SendResult.CredentialsRefused("535 no"));
        assertThat(worker.runOnce()).isOne();
        assertThat(worker.runOnce()).isZero();
        channel.answers(RecordingChannel::accepted);
        clock.advance(Duration.ofMinutes(1));
        assertThat(worker.runOnce()).isEqualTo(2);
        assertThat(List.of(delivery(one).state(), delivery(two).state())).containsOnly(State.SENT);
    }

    @Test
    void warnsOnceWhenAMailHasNotLeftForFourHours() {
        AgentReply reply = reply(open(), "Hi");
        channel.answers(mail -> RecordingChannel.all(mail, Verdict.TRY_LATER, "451 greylisted"));
        Duration most = Duration.ofHours(6);
        for (Duration passed = Duration.ZERO; passed.compareTo(most) < 0; passed = passed.plusMinutes(10)) {
            worker.runOnce();
            if (passed.toHours() < 3) {
                assertThat(warnings(reply)).as("after %s", passed).isZero();
            }
            clock.advance(Duration.ofMinutes(10));
        }
        assertThat(warnings(reply)).isOne();
        assertThat(delivery(reply).state()).isEqualTo(State.QUEUED);
    }

    private long warnings(AgentReply reply) {
        return desk.tickets().history(ANN, reply.ticket()).stream()
                .filter(event -> event instanceof TicketEvent.DeliveryLate late
                        && late.entry().equals(reply.id()))
                .count();
    }

    @Test
    void leavesAServerAloneThatCannotBeReached() {
        for (int i = 0; i < 5; i++) {
            reply(open(), "Hi " + i);
        }
        channel.answers(mail -> new SendResult.Unavailable("connection refused"));
        assertThat(worker.runOnce()).as("three in a row").isEqualTo(3);
        clock.advance(Duration.ofSeconds(14));
        assertThat(worker.runOnce()).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(worker.runOnce()).as("one finds out").isOne();
        clock.advance(Duration.ofSeconds(29));
        assertThat(worker.runOnce()).as("for twice as long").isZero();
        channel.answers(RecordingChannel::accepted);
        clock.advance(Duration.ofHours(1));
        assertThat(worker.runOnce()).isEqualTo(5);
        channel.answers(mail -> new SendResult.Unavailable("connection refused"));
        for (int i = 0; i < 3; i++) {
            reply(open(), "Again " + i);
        }
        assertThat(worker.runOnce()).as("three in a row once more").isEqualTo(3);
    }

    @Test
    void sendsTheRepliesOfATicketInTheOrderInWhichTheyWereWritten() {
        Ticket ticket = open();
        AgentReply first = reply(ticket, "First");
        channel.answers(mail -> RecordingChannel.all(mail, Verdict.TRY_LATER, "451 greylisted"));
        assertThat(worker.runOnce()).isOne();
        channel.answers(RecordingChannel::accepted);
        AgentReply second = reply(ticket, "Second");
        AgentReply elsewhere = reply(open(), "Elsewhere");
        Instant before = clock.instant();
        while (delivery(second).state() != State.SENT) {
            worker.runOnce();
            assertThat(delivery(elsewhere).state()).isEqualTo(State.SENT);
            assertThat(delivery(second).state())
                    .isIn(State.QUEUED, delivery(first).state());
            clock.advance(Duration.ofSeconds(2));
            assertThat(Duration.between(before, clock.instant())).isLessThan(Duration.ofMinutes(2));
        }
        assertThat(delivery(second).attempts()).isOne();
        assertThat(channel.sent()).extracting(OutboundEmail::entry).containsSubsequence(first.id(), second.id());
    }

    @Test
    void letsAReplyPassThatWaitedTenMinutesForTheOneBeforeIt() {
        Ticket ticket = open();
        AgentReply first = reply(ticket, "First");
        AgentReply second = reply(ticket, "Second");
        channel.answers(mail -> mail.entry().equals(first.id())
                ? RecordingChannel.all(mail, Verdict.TRY_LATER, "451 greylisted")
                : RecordingChannel.accepted(mail));
        for (int seconds = 0; seconds < 599; seconds += 2) {
            worker.runOnce();
            assertThat(delivery(second).state()).isEqualTo(State.QUEUED);
            clock.advance(Duration.ofSeconds(2));
        }
        worker.runOnce();
        assertThat(delivery(second).state()).isEqualTo(State.SENT);
    }

    @Test
    void setsAMailAsideThatBreaksTheMailerFiveTimes() {
        AgentReply poison = reply(open(), "Poison");
        channel.answers(mail -> {
            throw new IllegalStateException("mailer");
        });
        for (int i = 0; i < 5; i++) {
            worker.runOnce();
            assertThat(delivery(poison).state()).isEqualTo(State.SENDING);
            clock.advance(A_LEASE);
        }
        channel.answers(RecordingChannel::accepted);
        worker.runOnce();
        assertThat(delivery(poison).state()).isEqualTo(State.QUARANTINED);
        assertThat(channel.sent()).hasSize(5);
    }

    @Test
    void recordsNothingWhenAnotherWorkerHasTheMailMeanwhile() {
        AgentReply reply = reply(open(), "Hi");
        OutboxWorker other = OutboxWorker.of(desk);
        channel.answers(mail -> {
            if (channel.sent().size() == 1) {
                clock.advance(A_LEASE);
                other.runOnce();
                return RecordingChannel.all(mail, Verdict.REFUSED, "550 late");
            }
            return RecordingChannel.accepted(mail);
        });
        worker.runOnce();
        assertThat(delivery(reply).state()).isEqualTo(State.SENT);
        assertThat(channel.sent()).hasSize(2);
    }

    @Test
    void asksOnlyThoseAgainThatHaveNotAnswered() {
        AgentReply reply = reply(open(), "Hi");
        channel.answers(mail -> new SendResult.Answered(
                Map.of(EmailAddress.of("other@customer.example"), new Answer(Verdict.ACCEPTED, "250")), List.of()));
        worker.runOnce();
        assertThat(delivery(reply).state())
                .as("nothing was said of the recipient")
                .isEqualTo(State.QUEUED);
    }

    @Test
    void writesToTheContactOfTheMomentItIsFirstSent() {
        Ticket ticket = open();
        reply(ticket, "Hi");
        AgentReply nobody = reply(ticket, "Again");
        desk.tickets().change(ANN, ticket.id(), TicketChange.contact("Dan", "dan@customer.example"));
        channel.answers(mail -> {
            desk.tickets().change(ANN, ticket.id(), TicketChange.contact("Nobody", null));
            return RecordingChannel.accepted(mail);
        });
        worker.runOnce();
        assertThat(channel.last().envelope().to()).containsExactly(EmailAddress.of("dan@customer.example"));
        assertThat(channel.sent()).hasSize(1);
        assertThat(delivery(nobody).skipped()).contains(SkipReason.NO_CONTACT_EMAIL);
    }

    @Test
    void findsAnswersToTheIdUnderWhichTheProviderSentIt() throws IOException {
        Ticket ticket = open();
        reply(ticket, "Hi");
        MessageId alias = new MessageId("0102@email.amazonses.com");
        channel.answers(mail ->
                new SendResult.Answered(Map.of(CARLA, new Answer(Verdict.ACCEPTED, "250 Ok")), List.of(alias)));
        worker.runOnce();
        desk.intake().receive(Messages.from(CARLA.value()).inReplyTo(alias).build());
        assertThat(desk.tickets().thread(ANN, ticket.id()).entries()).hasSize(2);
    }

    @Test
    void waitsWhileNoMailServerIsConfigured() {
        AgentReply reply = reply(open(), "Hi");
        channel.disconnect();
        assertThat(worker.runOnce()).isZero();
        assertThat(delivery(reply).state()).isEqualTo(State.QUEUED);
    }

    @Test
    void refusesToRunWhereItCannotKeepItsPromise() {
        assertThatThrownBy(() -> OutboxWorker.of(Desk.inMemory())).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> store.join(tx -> worker.runOnce()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("inside a transaction");
        assertThatThrownBy(() -> Desk.builder(store).email(channel).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("replyKey");
    }
}
