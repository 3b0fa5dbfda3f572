package io.embedesk.email;

import static io.embedesk.testing.Scenario.ANN;
import static io.embedesk.testing.Scenario.CARLA;
import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Acknowledgement;
import io.embedesk.AgentReply;
import io.embedesk.AutomaticMailLimits;
import io.embedesk.ReplyDraft;
import io.embedesk.Ticket;
import io.embedesk.TicketFilter;
import io.embedesk.email.EmailDelivery.SkipReason;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.intake.Conversation;
import io.embedesk.intake.ConversationHandoff;
import io.embedesk.intake.IncomingMessage.Authentication;
import io.embedesk.intake.IncomingMessage.Kind;
import io.embedesk.intake.IncomingMessage.Undelivered;
import io.embedesk.intake.Outcome;
import io.embedesk.intake.Outcome.Disposition;
import io.embedesk.privacy.Erasure;
import io.embedesk.spi.EmailChannel.Answer;
import io.embedesk.spi.EmailChannel.SendResult;
import io.embedesk.testing.Messages;
import io.embedesk.testing.RecordingChannel;
import io.embedesk.testing.Scenario;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutomaticMailTest {
    private static final String DAN = "dan@customer.example";

    private final Scenario scenario = new Scenario(options -> options.acknowledgements(Acknowledgement.english()));

    private static SendResult laterForCarla(OutboundEmail email) {
        Map<EmailAddress, Answer> answers = new HashMap<>();
        for (EmailAddress address : email.envelope().to()) {
            boolean later = address.value().equals(CARLA);
            answers.put(
                    address,
                    new Answer(
                            later ? Answer.Verdict.TRY_LATER : Answer.Verdict.ACCEPTED,
                            later ? "451 later" : "250 Ok"));
        }
        return new SendResult.Answered(answers, List.of());
    }

    private Outcome opens(Messages message) {
        return scenario.receive(message);
    }

    private List<OutboundEmail> sent() {
        scenario.send();
        return scenario.channel().sent();
    }

    @Nested
    class Acknowledges {
        @Test
        void aTicketThatCameByMailInItsThread() {
            Outcome opened = opens(Messages.from(CARLA).id("first@customer.example"));
            assertThat(sent()).hasSize(1);
            OutboundEmail mail = sent().get(0);
            Ticket ticket = scenario.now(opened.ticketId().orElseThrow());
            assertThat(mail.automatic()).isTrue();
            assertThat(mail.subject().value()).isEqualTo("We have received your message (#" + ticket.number() + ")");
            assertThat(mail.to()).containsExactly(Mailbox.of(EmailAddress.of(CARLA)));
            assertThat(mail.replyTo()).isEqualTo(scenario.replyAddress(ticket));
            assertThat(mail.thread().inReplyTo()).isEqualTo(new MessageId("first@customer.example"));
            assertThat(mail.thread().references())
                    .containsExactly(
                            new MessageId("first@customer.example"),
                            ticket.threadId().orElseThrow());
            assertThat(scenario.tickets().thread(ANN, ticket.id()).deliveries())
                    .as("what the desk writes by itself is no reply")
                    .isEmpty();
        }

        @Test
        void soThatAnAnswerToItFindsTheTicketWithoutTheAddress() {
            Outcome opened = opens(Messages.from(CARLA));
            MessageId acknowledgement = sent().get(0).thread().messageId();
            Outcome answer = opens(Messages.from(CARLA).id("2@customer.example").inReplyTo(acknowledgement));
            assertThat(answer.disposition()).isEqualTo(Disposition.APPENDED);
            assertThat(answer.ticketId()).isEqualTo(opened.ticketId());
        }

        @Test
        void aConversationThatBecameATicketWithNothingThatItsVisitorWrote() {
            Conversation talk = Conversation.of("chat")
                    .visitor("canary name", CARLA)
                    .subject("canary subject")
                    .visitorSaid("1", scenario.clock().instant(), "canary text");
            ConversationHandoff.of(scenario.desk(), () -> false).request(talk);
            assertThat(sent()).hasSize(1);
            OutboundEmail mail = sent().get(0);
            assertThat(mail.subject().value()
                            + mail.body().text()
                            + mail.body().html()
                            + mail.to().get(0).name())
                    .doesNotContain("canary");
            assertThat(mail.thread().references()).hasSize(1);
        }

        @Test
        void nobodyUnlessTheHostWantsIt() {
            Scenario quiet = new Scenario();
            quiet.receive(Messages.from(CARLA));
            assertThat(quiet.send()).isZero();
        }

        @ParameterizedTest
        @EnumSource(value = Kind.class, names = "HUMAN", mode = EnumSource.Mode.EXCLUDE)
        void noProgram(Kind kind) {
            opens(Messages.from(CARLA).kind(kind));
            assertThat(sent()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "no-reply@shop.example",
                    "NoReply@shop.example",
                    "MAILER-DAEMON@mx.example",
                    "postmaster@mx.example",
                    "bounces+17@list.example",
                    "support@acme.example",
                    "anybody@acme.example"
                })
        void noAddressThatNobodyReadsAndNotItself(String address) {
            opens(Messages.from(address));
            assertThat(sent()).isEmpty();
        }

        @Test
        void nobodyWhoseNameMayBeForged() {
            opens(Messages.from(CARLA).authentication(Authentication.FAIL));
            opens(Messages.from(CARLA).id("2@customer.example").ambiguous());
            opens(Messages.fromNobody().id("3@customer.example"));
            assertThat(sent()).isEmpty();
        }

        @Test
        void thePersonOnlyOnceInTenMinutes() {
            opens(Messages.from(CARLA).id("1@customer.example"));
            opens(Messages.from(CARLA).id("2@customer.example").subject("Other"));
            assertThat(sent()).hasSize(1);
            scenario.clock().advance(Duration.ofMinutes(10));
            opens(Messages.from(CARLA).id("3@customer.example").subject("Third"));
            assertThat(sent()).hasSize(2);
        }
    }

    @Nested
    class Limits {
        /** A stranger's address is named again and again: in a day it gets three mails, none with a word of whoever does it. */
        @Test
        void aVictimGetsNoFloodAndNoWordOfItsTormentor() {
            for (int i = 0; i < 2_000; i++) {
                opens(Messages.from(CARLA)
                        .id("canary" + i + "@evil.example")
                        .subject("canary " + i)
                        .text("canary"));
                scenario.clock().advance(Duration.ofSeconds(43));
            }
            List<OutboundEmail> mails = sent();
            assertThat(mails).hasSizeBetween(3, 6);
            assertThat(mails)
                    .allSatisfy(mail -> assertThat(mail.subject().value()
                                    + mail.body().text()
                                    + mail.body().html())
                            .doesNotContain("canary"));
        }

        @Test
        void areTheHostsToChange() {
            Scenario none = new Scenario(options -> options.acknowledgements(Acknowledgement.english())
                    .automaticMailLimits(new AutomaticMailLimits(0, 10, 10)));
            none.receive(Messages.from(CARLA));
            assertThat(none.send()).isZero();
            Scenario two = new Scenario(options -> options.acknowledgements(Acknowledgement.english())
                    .automaticMailLimits(new AutomaticMailLimits(3, 10, 2)));
            for (int i = 0; i < 5; i++) {
                two.receive(Messages.from("customer" + i + "@customer.example").id(i + "@customer.example"));
            }
            assertThat(two.send()).isEqualTo(2);
        }
    }

    /** Two desks write to each other, and what lies between strips every header by which one could know a program. */
    @Test
    void twoDesksThatAcknowledgeFallSilent() {
        Scenario other = new Scenario(options -> options.acknowledgements(Acknowledgement.english()));
        Scenario[] desks = {scenario, other};
        String[] addresses = {"desk@one.example", "desk@two.example"};
        int relayed = 0;
        for (int round = 0; round < 400; round++) {
            // Whatever begins it again, and again.
            opens(Messages.from(addresses[1]).id("begin" + round + "@two.example"));
            for (int i = 0; i < 2; i++) {
                int before = desks[i].channel().sent().size();
                desks[i].send();
                List<OutboundEmail> all = desks[i].channel().sent();
                for (OutboundEmail mail : all.subList(before, all.size())) {
                    desks[1 - i].receive(Messages.from(addresses[i])
                            .id("relay" + relayed++ + "@mx.example")
                            .subject(mail.subject().value())
                            .text(mail.body().text()));
                }
                desks[i].clock().advance(Duration.ofSeconds(90));
            }
        }
        assertThat(scenario.channel().sent()).hasSizeLessThanOrEqualTo(3);
        assertThat(other.channel().sent()).hasSizeLessThanOrEqualTo(3);
        assertThat(relayed).isGreaterThan(3);
    }

    @Test
    void nothingOfItStaysOnceItIsSentOrRefusedForGood() {
        opens(Messages.from(CARLA));
        sent();
        opens(Messages.from("dora@customer.example").id("2@customer.example"));
        scenario.channel().answers(mail -> RecordingChannel.all(mail, Answer.Verdict.REFUSED, "550 no"));
        sent();
        scenario.tickets()
                .list(ANN, io.embedesk.TicketQuery.of(TicketFilter.ALL))
                .tickets()
                .forEach(ticket -> assertThat(
                                scenario.store().<List<?>>read(tx -> tx.outbox().ofTicket(ticket.id())))
                        .isEmpty());
    }

    @Test
    void waitsAndIsForgottenWithThePerson() {
        Outcome opened = opens(Messages.from(CARLA));
        scenario.desk().privacy().erase(ANN, EmailAddress.of(CARLA), Erasure.ANONYMISE);
        assertThat(sent()).isEmpty();
        assertThat(scenario.store()
                        .<List<?>>read(
                                tx -> tx.outbox().ofTicket(opened.ticketId().orElseThrow())))
                .isEmpty();
    }

    @Nested
    class Suppresses {
        private final Ticket ticket = scenario.open("Printer");

        private void bounce(String detail) {
            var reply = scenario.reply(ticket, "Hello");
            scenario.send();
            MessageId mail = scenario.channel().last().thread().messageId();
            scenario.receive(Messages.from("mailer-daemon@mx.example")
                    .id("bounce@mx.example")
                    .kind(Kind.BOUNCE)
                    .inReplyTo(mail)
                    .bounceOf(mail, detail));
            assertThat(scenario.delivery(reply).state()).isEqualTo(State.FAILED);
        }

        /** A reply to the customer and to a colleague who reads along. */
        private AgentReply toTwo() {
            scenario.tickets().acceptSender(ANN, ticket.id(), Mailbox.of(EmailAddress.of(DAN)));
            AgentReply reply = scenario.reply(ticket, "Hello");
            scenario.send();
            return reply;
        }

        private void report(AgentReply reply, Undelivered... undelivered) {
            assertThat(scenario.delivery(reply).attempts()).isPositive();
            MessageId mail = scenario.channel().last().thread().messageId();
            scenario.receive(Messages.from("mailer-daemon@mx.example")
                    .id("bounce@mx.example")
                    .inReplyTo(mail)
                    .bounceOf(mail, List.of(undelivered)));
        }

        private EmailDelivery next() {
            return scenario.tickets()
                    .reply(ANN, ticket.id(), ReplyDraft.text("Again"))
                    .delivery();
        }

        @Test
        void anAddressThatDoesNotExistUntilAnAgentInsists() {
            bounce("5.1.1");
            EmailDelivery skipped = next();
            assertThat(skipped.skipped()).contains(SkipReason.SUPPRESSED);
            assertThat(scenario.tickets()
                            .retryEmail(ANN, ticket.id(), skipped.reply())
                            .state())
                    .isEqualTo(State.QUEUED);
            assertThat(next().state()).isEqualTo(State.QUEUED);
        }

        @Test
        void untilThePersonWrites() {
            bounce("5.1.1 user unknown");
            opens(Messages.from(CARLA));
            assertThat(next().state()).isEqualTo(State.QUEUED);
        }

        /** A report names the copy that did not arrive: the customer's own is not touched. */
        @Test
        void onlyTheOneOfSeveralThatTheReportNames() {
            AgentReply reply = toTwo();
            report(reply, new Undelivered(EmailAddress.of("DAN@customer.example"), "failed 5.1.1"));
            EmailDelivery delivery = scenario.delivery(reply);
            assertThat(delivery.state()).isEqualTo(State.FAILED);
            assertThat(delivery.detail()).isEqualTo("Bounced: failed 5.1.1");
            assertThat(delivery.recipients())
                    .extracting(r -> r.address().value() + " " + r.state() + " " + r.detail())
                    .containsExactlyInAnyOrder(CARLA + " SENT 250 Ok", DAN + " FAILED failed 5.1.1");
            assertThat(next().state()).isEqualTo(State.QUEUED);
            scenario.send();
            assertThat(scenario.channel().last().envelope().to()).containsExactly(EmailAddress.of(CARLA));
        }

        /** An agent sees that something is wrong with the mail, and everybody keeps getting mail. */
        @Test
        void nobodyWhenSeveralMayBeMeant() {
            AgentReply reply = toTwo();
            report(reply, new Undelivered(EmailAddress.of("dan.home@other.example"), "failed 5.1.1"));
            assertThat(scenario.delivery(reply).state()).isEqualTo(State.FAILED);
            assertThat(next().state()).isEqualTo(State.QUEUED);
            scenario.send();
            assertThat(scenario.channel().last().envelope().to()).hasSize(2);
        }

        @Test
        void theOnlyOneThoughItWasForwarded() {
            AgentReply reply = scenario.reply(ticket, "Hello");
            scenario.send();
            report(reply, new Undelivered(EmailAddress.of("carla.home@other.example"), "failed 5.1.1"));
            assertThat(next().skipped()).contains(SkipReason.SUPPRESSED);
        }

        @Test
        void nobodyForAMailThatIsOnlyLate() {
            AgentReply reply = scenario.reply(ticket, "Hello");
            scenario.send();
            report(reply);
            assertThat(scenario.delivery(reply).state()).isEqualTo(State.SENT);
        }

        /** One address is asked to come back later, the other bounces at once: the first still gets its mail. */
        @Test
        void whoeverBouncesWhileAnotherWaits() {
            scenario.channel().answers(AutomaticMailTest::laterForCarla);
            AgentReply reply = toTwo();
            assertThat(scenario.delivery(reply).state()).isEqualTo(State.QUEUED);
            report(reply, new Undelivered(EmailAddress.of(DAN), "failed 5.1.1"));
            assertThat(scenario.delivery(reply).state()).isEqualTo(State.QUEUED);
            scenario.channel().answers(RecordingChannel::accepted);
            scenario.clock().advance(Duration.ofHours(1));
            scenario.send();
            EmailDelivery delivery = scenario.delivery(reply);
            assertThat(delivery.state()).isEqualTo(State.FAILED);
            assertThat(delivery.recipients())
                    .extracting(r -> r.address().value() + " " + r.state())
                    .containsExactlyInAnyOrder(CARLA + " SENT", DAN + " FAILED");
        }

        @ParameterizedTest
        @ValueSource(strings = {"5.2.2", "5.1.15", "5.7.1", "4.1.1"})
        void noAddressWhoseTroublePasses(String detail) {
            bounce(detail);
            assertThat(next().state()).isEqualTo(State.QUEUED);
        }
    }
}
