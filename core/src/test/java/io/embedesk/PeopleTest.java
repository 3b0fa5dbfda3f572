package io.embedesk;

import static io.embedesk.testing.Scenario.ANN;
import static io.embedesk.testing.Scenario.CARLA;
import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.CustomerMessage.Audience;
import io.embedesk.Participant.State;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.event.TicketEvent;
import io.embedesk.intake.Outcome.Disposition;
import io.embedesk.testing.Messages;
import io.embedesk.testing.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who takes part in a ticket beside its contact. */
class PeopleTest {
    private static final EmailAddress DORA = EmailAddress.of("dora@partner.example");

    private final Scenario scenario = new Scenario();
    private final TicketService tickets = scenario.tickets();
    private final Ticket ticket = scenario.open("Printer");

    private Messages message(String from, String id) {
        return Messages.from(from).to(scenario.replyAddress(ticket)).id(id);
    }

    private List<EmailAddress> recipientsOfAReply() {
        scenario.reply(ticket, "Hello");
        scenario.send();
        return scenario.channel().last().envelope().to();
    }

    private State state(EmailAddress who) {
        return scenario.now(ticket).participants().stream()
                .filter(p -> p.is(who))
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void aCopyIsSuggestedAndGetsNothing() {
        scenario.receive(message(CARLA, "1@x.example")
                .copyTo(DORA.value())
                .copyTo("support@acme.example")
                .copyTo(scenario.replyAddress(ticket).value())
                .copyTo(CARLA));
        assertThat(scenario.now(ticket).participants())
                .containsExactly(new Participant(Mailbox.of(DORA), State.SUGGESTED));
        assertThat(recipientsOfAReply()).containsExactly(EmailAddress.of(CARLA));
    }

    @Test
    void anAcceptedSenderGetsRepliesAsACopyAndIsHeard() {
        assertThat(scenario.receive(message(DORA.value(), "1@x.example")).disposition())
                .isEqualTo(Disposition.HELD);
        assertThat(state(DORA)).isEqualTo(State.SUGGESTED);
        scenario.heard().clear();
        tickets.acceptSender(ANN, ticket.id(), Mailbox.of(DORA));
        assertThat(scenario.heard())
                .containsExactly(new TicketEvent.FieldChanged(
                        ticket.id(), ticket.createdAt(), "agent:ann", TicketEvent.Field.PARTICIPANTS, null, null));
        assertThat(recipientsOfAReply()).containsExactly(EmailAddress.of(CARLA), DORA);
        assertThat(scenario.channel().last().to()).extracting(Mailbox::address).containsExactly(EmailAddress.of(CARLA));
        assertThat(scenario.channel().last().cc()).extracting(Mailbox::address).containsExactly(DORA);
        assertThat(scenario.receive(message(DORA.value(), "2@x.example").text("Me again"))
                        .disposition())
                .isEqualTo(Disposition.APPENDED);
        assertThat(((CustomerMessage) scenario.last(ticket)).audience()).isEqualTo(Audience.EVERYONE);
    }

    @Test
    void aRefusedSenderIsHeldAndSuggestedNoMore() {
        tickets.acceptSender(ANN, ticket.id(), Mailbox.of(DORA));
        tickets.refuseSender(ANN, ticket.id(), Mailbox.of(DORA));
        assertThat(scenario.receive(message(DORA.value(), "1@x.example").copyTo(DORA.value()))
                        .disposition())
                .isEqualTo(Disposition.HELD);
        assertThat(state(DORA)).isEqualTo(State.REFUSED);
        assertThat(recipientsOfAReply()).containsExactly(EmailAddress.of(CARLA));
    }

    @Test
    void aNameIsKeptWhenOnlyTheAddressIsDecided() {
        Mailbox dora = new Mailbox("Dora", DORA);
        Mailbox emil = new Mailbox("Emil", EmailAddress.of("emil@partner.example"));
        tickets.acceptSender(ANN, ticket.id(), dora);
        tickets.acceptSender(ANN, ticket.id(), emil);
        tickets.refuseSender(ANN, ticket.id(), Mailbox.of(emil.address()));
        assertThat(scenario.now(ticket).participants())
                .containsExactly(new Participant(dora, State.ACCEPTED), new Participant(emil, State.REFUSED));
        Mailbox renamed = new Mailbox("Emil the Second", emil.address());
        tickets.acceptSender(ANN, ticket.id(), renamed);
        assertThat(scenario.now(ticket).participants())
                .containsExactly(new Participant(dora, State.ACCEPTED), new Participant(renamed, State.ACCEPTED));
    }

    @Test
    void decidingTwiceChangesNothing() {
        Ticket accepted = tickets.acceptSender(ANN, ticket.id(), Mailbox.of(DORA));
        assertThat(tickets.acceptSender(ANN, ticket.id(), Mailbox.of(DORA))).isEqualTo(accepted);
    }

    @Test
    void aMailToAThousandPeopleMakesNoThousandParticipants() {
        Messages flood = message(CARLA, "1@x.example");
        for (int i = 0; i < 1000; i++) {
            flood.copyTo("p" + i + "@flood.example");
        }
        scenario.receive(flood);
        assertThat(scenario.now(ticket).participants()).hasSize(50);
    }
}
