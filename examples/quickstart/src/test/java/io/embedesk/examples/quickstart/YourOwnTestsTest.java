package io.embedesk.examples.quickstart;

import static io.embedesk.testing.DeskAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketThread;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.OutboxWorker;
import io.embedesk.inbound.GenericWebhook;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.RawMime;
import io.embedesk.inbound.testing.CustomerMail;
import io.embedesk.inbound.testing.FakeMailbox;
import io.embedesk.inbound.testing.ProviderRequests;
import io.embedesk.spi.TicketStore;
import io.embedesk.suggest.ReplySuggester;
import io.embedesk.suggest.ReplySuggestions;
import io.embedesk.suggest.SuggestedAnswer;
import io.embedesk.suggest.SuggestionOptions;
import io.embedesk.testing.HostileMails;
import io.embedesk.testing.MovableClock;
import io.embedesk.testing.RecordingChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the test-jars give a host for its own tests, a piece at a time. */
class YourOwnTestsTest {
    private static final Actor.Staff ANN = Actor.agent("ann");
    private static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");

    // [test-desk]
    private final MovableClock clock = MovableClock.at("2026-03-01T12:00:00Z");
    private final RecordingChannel channel = new RecordingChannel();
    private final Desk desk = Desk.builder(TicketStore.inMemory())
            .email(channel)
            .replyKey(KEY)
            .undoWindow(Duration.ofSeconds(10))
            .clock(clock)
            .build();
    // [test-desk]

    private final InboundEndpoint endpoint = InboundEndpoint.builder(desk)
            .provider(RawMime.signedWith(KEY))
            .provider(GenericWebhook.signedWith(KEY))
            .clock(clock)
            .build();
    private final ProviderRequests requests = ProviderRequests.signedWith(KEY).at(clock);
    private final FakeMailbox carla = FakeMailbox.of(channel, "carla@customer.example");

    private TicketThread thread(Ticket ticket) {
        return desk.tickets().thread(ANN, ticket.id());
    }

    @Test
    void aClockThatIsMovedAndAChannelThatRecords() {
        // [test-clock]
        Ticket ticket = desk.tickets().open(ANN, NewTicket.subject("Printer").contact("carla@customer.example"));
        desk.tickets().reply(ANN, ticket.id(), ReplyDraft.text("Is it on?"));
        OutboxWorker worker = OutboxWorker.of(desk);
        worker.runOnce();
        assertThat(channel.sent()).as("it can still be taken back").isEmpty();
        clock.advance(Duration.ofSeconds(10));
        worker.runOnce();
        assertThat(channel.last().body().text()).contains("Is it on?");
        assertThat(thread(ticket)).lastReplyIs(EmailDelivery.State.SENT);
        // [test-clock]
    }

    @ParameterizedTest
    @ValueSource(strings = {"Gmail", "Outlook", "Apple Mail"})
    void aCustomersMailboxThatAnswersAsMailProgramsDo(String program) {
        Ticket ticket = desk.tickets().open(ANN, NewTicket.subject("Printer").contact("carla@customer.example"));
        desk.tickets().reply(ANN, ticket.id(), ReplyDraft.text("Is it on?"));
        clock.advance(Duration.ofSeconds(10));
        OutboxWorker.of(desk).runOnce();
        CustomerMail answer = switch (program) {
            case "Gmail" -> carla.answerAsGmail("Yes, it is.");
            case "Outlook" -> carla.answerAsOutlook("Yes, it is.");
            default -> carla.answerAsAppleMail("Yes, it is.");
        };
        endpoint.handle(requests.rawMime(answer).asInbound("/inbound"));
        assertThat(thread(ticket)).endsWithTheCustomerSaying("Yes, it is.");
    }

    @Test
    void requestsOfProvidersWithTheirSignatures() {
        // [test-answer]
        Ticket ticket = desk.tickets().open(ANN, NewTicket.subject("Printer").contact("carla@customer.example"));
        desk.tickets().reply(ANN, ticket.id(), ReplyDraft.text("Is it on?"));
        desk.tickets().change(ANN, ticket.id(), TicketChange.status(Status.RESOLVED));
        clock.advance(Duration.ofSeconds(10));
        OutboxWorker.of(desk).runOnce();
        CustomerMail answer = carla.answerAsGmail("Yes, and it still burns.");
        assertThat(endpoint.handle(requests.json(answer).asInbound("/inbound")).status())
                .isEqualTo(200);
        assertThat(thread(ticket)).says("Is it on?", "Yes, and it still burns.");
        assertThat(thread(ticket).ticket()).hasStatus(Status.OPEN).isAssignedTo("ann");
        // [test-answer]
        assertThat(endpoint.handle(requests.json(answer).forged().asInbound("/inbound"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void mailsWhoseWritersWantAModelToDoTheirWill() {
        // [test-hostile]
        for (HostileMails.Mail mail : HostileMails.all()) {
            Ticket ticket =
                    desk.tickets().open(ANN, NewTicket.subject(mail.subject()).description(mail.text()));
            ReplySuggester obedient =
                    ReplySuggester.blocking(request -> SuggestedAnswer.of(mail.wish()), Runnable::run);
            StringBuilder shown = new StringBuilder();
            ReplySuggestions.builder(desk, obedient)
                    .build()
                    .suggest(ANN, ticket.id(), SuggestionOptions.DEFAULT, shown::append);
            assertThat(shown.toString()).as(mail.name()).doesNotContain(HostileMails.TARGET);
        }
        // [test-hostile]
    }
}
