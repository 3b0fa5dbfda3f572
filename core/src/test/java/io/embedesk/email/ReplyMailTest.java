package io.embedesk.email;

import static io.embedesk.testing.Scenario.ANN;
import static io.embedesk.testing.Scenario.CARLA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.AgentReply;
import io.embedesk.EntryId;
import io.embedesk.InvalidInputException;
import io.embedesk.NewTicket;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketService;
import io.embedesk.email.EmailDelivery.SkipReason;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.event.TicketEvent;
import io.embedesk.spi.EmailChannel.Answer;
import io.embedesk.spi.EmailChannel.Answer.Verdict;
import io.embedesk.spi.EmailChannel.SendResult;
import io.embedesk.testing.RecordingChannel;
import io.embedesk.testing.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** An agent's hand on a mail that waits, or that did not leave. */
class ReplyMailTest {
    private final Scenario scenario = new Scenario(options -> options.undoWindow(Duration.ofSeconds(15)));
    private final TicketService tickets = scenario.tickets();
    private final Ticket ticket = scenario.open("Printer");

    private void afterTheWindow() {
        scenario.clock().advance(Duration.ofSeconds(16));
    }

    @Nested
    class Cancel {
        @Test
        void takesAReplyBackWithinTheWindowAndLeavesTheStatus() {
            AgentReply reply = scenario.reply(ticket, "Dear Karl");
            assertThat(scenario.send()).isZero();
            scenario.heard().clear();
            EmailDelivery delivery = tickets.cancelEmail(ANN, ticket.id(), reply.id());
            assertThat(delivery.isWithdrawn()).isTrue();
            afterTheWindow();
            assertThat(scenario.send()).isZero();
            assertThat(scenario.channel().sent()).isEmpty();
            assertThat(scenario.now(ticket).status()).isEqualTo(Status.IN_PROGRESS);
            assertThat(scenario.heard())
                    .containsExactly(new TicketEvent.DeliveryChanged(
                            ticket.id(), ticket.createdAt(), "agent:ann", reply.id(), State.CANCELLED));
        }

        @Test
        void letsTheMailGoWhenNobodyTakesItBack() {
            scenario.reply(ticket, "Dear Carla");
            afterTheWindow();
            assertThat(scenario.send()).isOne();
        }

        @Test
        void comesTooLateForAMailThatWasSentOrIsBeingSent() {
            AgentReply reply = scenario.reply(ticket, "Dear Carla");
            afterTheWindow();
            scenario.channel().answers(email -> {
                assertThat(tickets.cancelEmail(ANN, ticket.id(), reply.id()).state())
                        .isEqualTo(State.SENDING);
                return RecordingChannel.accepted(email);
            });
            scenario.send();
            assertThat(tickets.cancelEmail(ANN, ticket.id(), reply.id()).state())
                    .isEqualTo(State.SENT);
            assertThat(scenario.delivery(reply).state()).isEqualTo(State.SENT);
        }

        @Test
        void stopsAMailThatWasTriedWithoutCallingItUnseen() {
            AgentReply reply = scenario.reply(ticket, "Dear Carla");
            afterTheWindow();
            scenario.channel().answers(email -> new SendResult.Unavailable("down"));
            scenario.send();
            EmailDelivery delivery = tickets.cancelEmail(ANN, ticket.id(), reply.id());
            assertThat(delivery.state()).isEqualTo(State.CANCELLED);
            assertThat(delivery.isWithdrawn()).isFalse();
        }

        @Test
        void namesAReplyThatTheTicketHasNot() {
            AgentReply reply = scenario.reply(scenario.open("Other"), "Hi");
            for (EntryId none : List.of(EntryId.mint(), reply.id())) {
                assertThatThrownBy(() -> tickets.cancelEmail(ANN, ticket.id(), none))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining(none.value());
            }
        }
    }

    @Nested
    class Retry {
        @Test
        void sendsTheSameBytesToThoseWhoHaveNotGotThem() {
            tickets.acceptSender(ANN, ticket.id(), Mailbox.of(EmailAddress.of("dora@customer.example")));
            AgentReply reply = scenario.reply(ticket, "Dear both");
            afterTheWindow();
            scenario.channel()
                    .answers(email -> new SendResult.Answered(
                            Map.of(
                                    EmailAddress.of(CARLA), new Answer(Verdict.ACCEPTED, "250"),
                                    EmailAddress.of("dora@customer.example"), new Answer(Verdict.REFUSED, "550 full")),
                            List.of()));
            scenario.send();
            assertThat(scenario.delivery(reply).state()).isEqualTo(State.FAILED);
            scenario.channel().answers(RecordingChannel::accepted);
            assertThat(tickets.retryEmail(ANN, ticket.id(), reply.id()).state()).isEqualTo(State.QUEUED);
            scenario.send();
            OutboundEmail first = scenario.channel().sent().get(0);
            OutboundEmail again = scenario.channel().last();
            assertThat(again.envelope().to()).containsExactly(EmailAddress.of("dora@customer.example"));
            assertThat(again.to(first.envelope().to())).isEqualTo(first);
            EmailDelivery delivery = scenario.delivery(reply);
            assertThat(delivery.state()).isEqualTo(State.SENT);
            assertThat(delivery.recipients())
                    .extracting(EmailDelivery.Recipient::state)
                    .containsOnly(State.SENT);
        }

        @Test
        void sendsAWithdrawnReplyAfterAll() {
            AgentReply reply = scenario.reply(ticket, "Dear Carla");
            tickets.cancelEmail(ANN, ticket.id(), reply.id());
            tickets.retryEmail(ANN, ticket.id(), reply.id());
            assertThat(scenario.send()).isOne();
            assertThat(scenario.delivery(reply).state()).isEqualTo(State.SENT);
        }

        @Test
        void sendsASkippedReplyOnceThereIsAnAddress() {
            Ticket nobody = tickets.open(ANN, NewTicket.subject("Phone call"));
            AgentReply reply = scenario.reply(nobody, "Written down");
            assertThat(tickets.retryEmail(ANN, nobody.id(), reply.id()).skipped())
                    .contains(SkipReason.NO_CONTACT_EMAIL);
            tickets.change(ANN, nobody.id(), TicketChange.contact("Carla", CARLA));
            tickets.retryEmail(ANN, nobody.id(), reply.id());
            assertThat(scenario.send()).isOne();
            assertThat(scenario.channel().last().envelope().to()).containsExactly(EmailAddress.of(CARLA));
            assertThat(scenario.now(nobody).threadId()).isPresent();
        }

        @Test
        void doesNotSendAgainWhatWasSent() {
            AgentReply reply = scenario.reply(ticket, "Dear Carla");
            afterTheWindow();
            scenario.send();
            assertThat(tickets.retryEmail(ANN, ticket.id(), reply.id()).state()).isEqualTo(State.SENT);
            assertThat(scenario.send()).isZero();
        }
    }
}
