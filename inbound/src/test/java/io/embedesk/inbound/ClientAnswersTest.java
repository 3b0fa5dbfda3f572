package io.embedesk.inbound;

import static io.embedesk.inbound.Fixtures.KEY;
import static io.embedesk.inbound.Fixtures.crlf;
import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Actor;
import io.embedesk.CustomerMessage;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.email.OutboxWorker;
import io.embedesk.spi.EmailChannel.SendResult;
import io.embedesk.spi.TicketStore;
import io.embedesk.testing.MovableClock;
import io.embedesk.testing.RecordingChannel;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A mail of ours, answered as mail programs and providers answer it; each time the strategy that should find the ticket does. */
class ClientAnswersTest {
    private static final Actor.Staff ANN = Actor.agent("ann");
    /** What a provider calls our mail, and tells us when it takes it. */
    private static final MessageId ALIAS = new MessageId("0100018f-6d2c-000000@email.ses.example");

    private final MovableClock clock = MovableClock.at("2026-03-01T12:00:00Z");
    private final RecordingChannel channel = new RecordingChannel();
    private final Desk desk = Desk.builder(TicketStore.inMemory())
            .email(channel)
            .replyKey(Secret.of("0123456789abcdef0123456789abcdef"))
            .clock(clock)
            .build();
    private final InboundEndpoint endpoint = InboundEndpoint.builder(desk)
            .provider(RawMime.signedWith(KEY))
            .clock(clock)
            .build();

    /**
     * A way to answer.
     *
     * @param program who answers so
     * @param headers of the answer, made of the mail that is answered
     * @param body what stands in it
     * @param envelopeTo where the provider had it from, or empty for what the headers say
     * @param strategy what should find the ticket
     */
    private record Way(
            String program,
            Function<OutboundEmail, String> headers,
            String body,
            Function<OutboundEmail, String> envelopeTo,
            String strategy) {
        @Override
        public String toString() {
            return program;
        }
    }

    private static String to(OutboundEmail mail) {
        return "To: Acme Support <" + mail.replyTo() + ">\n";
    }

    private static String answering(String id) {
        return "In-Reply-To: <" + id + ">\n";
    }

    private static String chain(OutboundEmail mail, String last) {
        String before =
                mail.thread().references().stream().map(MessageId::bracketed).collect(Collectors.joining(" "));
        return "References: " + before + " <" + last + ">\n";
    }

    static Stream<Way> ways() {
        Function<OutboundEmail, String> address = mail -> mail.replyTo().value();
        Function<OutboundEmail, String> support = mail -> "support@acme.example";
        String quoted = "\n\nOn Sun, 1 Mar 2026 at 13:00, Acme Support <support@acme.example> wrote:\n\n> Is it on?\n";
        String outlook = """


                ________________________________
                From: Acme Support <support@acme.example>
                Sent: Sunday, March 1, 2026 1:00 PM
                To: Carla Cruz <carla@customer.example>
                Subject: Printer

                Is it on?
                """;
        return Stream.of(
                new Way(
                        "Gmail",
                        mail -> to(mail)
                                + answering(mail.thread().messageId().value())
                                + chain(mail, mail.thread().messageId().value()),
                        "Yes, it is." + quoted,
                        address,
                        "REPLY_ADDRESS"),
                new Way(
                        "Outlook, which had rewritten our id",
                        mail -> to(mail) + answering("AM0PR01@eurprd01.prod.outlook.example")
                                + "References: <AM0PR01@eurprd01.prod.outlook.example>\nThread-Index: AdpX\n",
                        "Yes, it is." + outlook,
                        address,
                        "REPLY_ADDRESS"),
                new Way(
                        "iOS Mail after SES, to the public address",
                        mail -> "To: support@acme.example\n" + answering(ALIAS.value()) + "References: <" + ALIAS
                                + ">\n",
                        "Yes, it is.\n\nSent from my iPhone\n\n> On 1 Mar 2026, at 13:00, Acme Support <support@acme.example> wrote:\n> \n> Is it on?\n",
                        support,
                        "IN_REPLY_TO"),
                new Way(
                        "Yahoo",
                        mail -> to(mail)
                                + answering(mail.thread().messageId().value())
                                + "References: " + mail.thread().messageId().bracketed() + "\n",
                        "Yes, it is.\n    On Sunday, March 1, 2026 at 01:00:00 PM GMT+1, Acme Support <support@acme.example> wrote:  \n \n Is it on?\n",
                        address,
                        "REPLY_ADDRESS"),
                new Way(
                        "a telephone that sends no threading headers",
                        ClientAnswersTest::to,
                        "Yes, it is.",
                        address,
                        "REPLY_ADDRESS"),
                new Way(
                        "with the desk in Bcc",
                        mail -> "To: boss@customer.example\n",
                        "Yes, it is." + quoted,
                        address,
                        "REPLY_ADDRESS"),
                new Way(
                        "to an alias that forwards, which lost the address",
                        mail -> "To: help@old-name.example\n"
                                + answering(mail.thread().messageId().value())
                                + chain(mail, mail.thread().messageId().value()),
                        "Yes, it is." + quoted,
                        support,
                        "IN_REPLY_TO"),
                new Way(
                        "through a list, which answers itself",
                        mail -> "To: team@lists.customer.example\nList-Id: <team.lists.customer.example>\n"
                                + answering("list-1@lists.customer.example")
                                + chain(mail, mail.thread().messageId().value())
                                        .replace(">\n", "> <list-1@lists.customer.example>\n"),
                        "Yes, it is." + quoted,
                        support,
                        "REFERENCES"),
                new Way(
                        "to the thread as such",
                        mail -> "To: support@acme.example\n"
                                + answering(
                                        mail.thread().references().isEmpty()
                                                ? mail.thread().messageId().value()
                                                : mail.thread()
                                                        .references()
                                                        .get(0)
                                                        .value()),
                        "Yes, it is.",
                        support,
                        "THREAD_ID"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void isFoundByTheStrategyThatShouldFindIt(Way way) {
        channel.answers(email -> {
            var accepted = (SendResult.Answered) RecordingChannel.accepted(email);
            return new SendResult.Answered(accepted.answers(), List.of(ALIAS));
        });
        Ticket ticket = desk.tickets().open(ANN, NewTicket.subject("Printer").contact("carla@customer.example"));
        desk.tickets().reply(ANN, ticket.id(), ReplyDraft.text("Is it on?"));
        OutboxWorker.of(desk).runOnce();
        desk.tickets().change(ANN, ticket.id(), TicketChange.status(Status.RESOLVED));
        OutboundEmail mail = channel.last();
        String answer = crlf(
                "From: Carla Cruz <carla@customer.example>\nSubject: Re: Printer\nDate: Sun, 1 Mar 2026 13:05:00 +0100\n"
                        + "Message-ID: <answer@customer.example>\n"
                        + way.headers().apply(mail) + "\n" + way.body());
        InboundResponse response =
                endpoint.handle(Fixtures.raw(answer, way.envelopeTo().apply(mail)));
        assertThat(response.body())
                .contains("\"APPENDED\"", ticket.id().value(), "\"" + way.strategy() + "\"", "PROVEN");
        CustomerMessage message =
                (CustomerMessage) desk.tickets().thread(ANN, ticket.id()).last().orElseThrow();
        assertThat(message.body().text()).isEqualTo("Yes, it is.");
        assertThat(desk.tickets().find(ANN, ticket.id()).orElseThrow().status()).isEqualTo(Status.OPEN);
    }
}
