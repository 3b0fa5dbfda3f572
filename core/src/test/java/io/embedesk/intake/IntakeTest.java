package io.embedesk.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.Actor;
import io.embedesk.ConfigurationException;
import io.embedesk.Content;
import io.embedesk.CustomerMessage;
import io.embedesk.CustomerMessage.Audience;
import io.embedesk.CustomerMessage.Flag;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.Source;
import io.embedesk.Status;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.TicketOrigin;
import io.embedesk.Upload;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.email.OutboxWorker;
import io.embedesk.event.TicketEvent;
import io.embedesk.intake.IncomingMessage.Authentication;
import io.embedesk.intake.IncomingMessage.Kind;
import io.embedesk.intake.Match.Strategy;
import io.embedesk.intake.Match.Strength;
import io.embedesk.intake.Outcome.Disposition;
import io.embedesk.spi.AttachmentStore;
import io.embedesk.spi.TicketStore;
import io.embedesk.testing.Messages;
import io.embedesk.testing.MovableClock;
import io.embedesk.testing.RecordingChannel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final Actor.Staff ANN = Actor.agent("ann");
    private static final String CARLA = "carla@customer.example";
    private static final String STRANGER = "mallory@evil.example";

    private final MovableClock clock = MovableClock.at("2026-03-01T12:00:00Z");
    private final RecordingChannel channel = new RecordingChannel();
    private final List<TicketEvent> heard = new ArrayList<>();
    private final TicketStore store = TicketStore.inMemory();
    private final Desk desk = Desk.builder(store)
            .email(channel)
            .replyKey(Secret.of("0123456789abcdef0123456789abcdef"))
            .clock(clock)
            .listener(heard::add)
            .build();
    private Ticket ticket =
            desk.tickets().open(ANN, NewTicket.subject("Printer").contact(CARLA));
    private OutboundEmail mail = placeholder();

    private OutboundEmail placeholder() {
        desk.tickets().reply(ANN, ticket.id(), ReplyDraft.text("Is it on?"));
        OutboxWorker.of(desk).runOnce();
        return channel.last();
    }

    @BeforeEach
    void resolveIt() {
        ticket = desk.tickets().change(ANN, ticket.id(), TicketChange.status(Status.RESOLVED));
        mail = channel.last();
        heard.clear();
    }

    private Outcome receive(Messages message) throws IOException {
        List<Outcome> outcomes = desk.intake().receive(message.build());
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private Ticket now(TicketId id) {
        return desk.tickets().find(ANN, id).orElseThrow();
    }

    private CustomerMessage last(TicketId id) {
        return (CustomerMessage) desk.tickets().thread(ANN, id).last().orElseThrow();
    }

    private EmailAddress bareAddress() {
        return EmailAddress.of("ticket+" + ticket.id() + "@acme.example");
    }

    @Nested
    class Matching {
        @Test
        void findsTheTicketByItsSignedAddress() throws IOException {
            expect(Messages.from(CARLA).to(mail.replyTo()), Strategy.REPLY_ADDRESS, Strength.PROVEN);
        }

        @Test
        void findsTheTicketByAnAddressThatOnlyTheHeadersName() throws IOException {
            expect(
                    Messages.from(CARLA)
                            .to(EmailAddress.of("catchall@acme.example"))
                            .headerTo(mail.replyTo()),
                    Strategy.REPLY_ADDRESS,
                    Strength.PROVEN);
        }

        @Test
        void findsTheTicketByABareAddressAsAClaim() throws IOException {
            expect(Messages.from(CARLA).to(bareAddress()), Strategy.REPLY_ADDRESS, Strength.CLAIMED);
        }

        @Test
        void provesABareAddressByTheMessageIdThatIsAnswered() throws IOException {
            expect(
                    Messages.from(CARLA)
                            .to(bareAddress())
                            .inReplyTo(mail.thread().messageId()),
                    Strategy.REPLY_ADDRESS,
                    Strength.PROVEN);
        }

        @Test
        void isNotProvenByAMailOfAnotherTicket() throws IOException {
            Ticket other = desk.tickets().open(ANN, NewTicket.subject("Other").contact(STRANGER));
            desk.tickets().reply(ANN, other.id(), ReplyDraft.text("Hi"));
            OutboxWorker.of(desk).runOnce();
            Outcome outcome = receive(Messages.from(STRANGER)
                    .to(bareAddress())
                    .inReplyTo(channel.last().thread().messageId()));
            assertThat(outcome.ticketId()).isNotEqualTo(Optional.of(ticket.id()));
            assertThat(outcome.matched().map(Match::strength)).isNotEqualTo(Optional.of(Strength.PROVEN));
            assertThat(now(ticket.id()).status()).isEqualTo(Status.RESOLVED);
        }

        @Test
        void isNotProvenByAMailThatAnybodyMayKnow() throws IOException {
            receive(Messages.from(CARLA).id("own@customer.example").to(mail.replyTo()));
            desk.tickets().change(ANN, ticket.id(), TicketChange.status(Status.RESOLVED));
            expect(
                    Messages.from(CARLA)
                            .id("second@customer.example")
                            .to(bareAddress())
                            .inReplyTo(new MessageId("own@customer.example")),
                    Strategy.REPLY_ADDRESS,
                    Strength.CLAIMED);
        }

        @Test
        void believesTheSignedOneOfTwoAddressesWhicheverComesFirst() throws IOException {
            expect(Messages.from(CARLA).to(bareAddress()).to(mail.replyTo()), Strategy.REPLY_ADDRESS, Strength.PROVEN);
            resolveIt();
            expect(
                    Messages.from(CARLA)
                            .id("2@customer.example")
                            .text("And then")
                            .to(mail.replyTo())
                            .to(bareAddress()),
                    Strategy.REPLY_ADDRESS,
                    Strength.PROVEN);
        }

        @Test
        void findsTheTicketByItsThreadId() throws IOException {
            expect(
                    Messages.from(CARLA).inReplyTo(ticket.threadId().orElseThrow()),
                    Strategy.THREAD_ID,
                    Strength.PROVEN);
        }

        @Test
        void findsTheTicketByTheMailThatIsAnswered() throws IOException {
            expect(Messages.from(CARLA).inReplyTo(mail.thread().messageId()), Strategy.IN_REPLY_TO, Strength.PROVEN);
        }

        @Test
        void findsTheTicketByTheNearestAncestor() throws IOException {
            Ticket other = desk.tickets().open(ANN, NewTicket.subject("Other").contact(CARLA));
            desk.tickets().reply(ANN, other.id(), ReplyDraft.text("Hi"));
            OutboxWorker.of(desk).runOnce();
            MessageId farther = channel.last().thread().messageId();
            expect(
                    Messages.from(CARLA)
                            .inReplyTo(new MessageId("rewritten@elsewhere.example"))
                            .references(farther)
                            .references(mail.thread().messageId())
                            .references(new MessageId("unknown@elsewhere.example")),
                    Strategy.REFERENCES,
                    Strength.PROVEN);
        }

        @Test
        void findsTheTicketByTheCustomersOwnMailAsAClaim() throws IOException {
            receive(Messages.from(CARLA).id("own@customer.example").to(mail.replyTo()));
            desk.tickets().change(ANN, ticket.id(), TicketChange.status(Status.RESOLVED));
            expect(
                    Messages.from(CARLA).id("second@customer.example").inReplyTo(new MessageId("own@customer.example")),
                    Strategy.IN_REPLY_TO,
                    Strength.CLAIMED);
        }

        private void expect(Messages message, Strategy strategy, Strength strength) throws IOException {
            Outcome outcome = receive(message);
            assertThat(outcome.disposition()).isEqualTo(Disposition.APPENDED);
            assertThat(outcome.ticketId()).contains(ticket.id());
            assertThat(outcome.matched().orElseThrow().strategy()).isEqualTo(strategy);
            assertThat(outcome.matched().orElseThrow().strength()).isEqualTo(strength);
            assertThat(now(ticket.id()).status()).isEqualTo(Status.OPEN);
            assertThat(now(ticket.id()).resolvedAt()).isEmpty();
        }

        @Test
        void reachesEachTicketThatAMailWasSentTo() throws IOException {
            Ticket other = desk.tickets().open(ANN, NewTicket.subject("Other").contact(CARLA));
            desk.tickets().reply(ANN, other.id(), ReplyDraft.text("Hi"));
            OutboxWorker.of(desk).runOnce();
            Messages both = Messages.from(CARLA)
                    .to(mail.replyTo())
                    .to(channel.last().replyTo())
                    .attach(Upload.of("a.txt", "text/plain", Content.of(new byte[] {1})));
            List<Outcome> outcomes = desk.intake().receive(both.build());
            assertThat(outcomes).extracting(Outcome::disposition).containsOnly(Disposition.APPENDED);
            assertThat(outcomes).extracting(Outcome::ticket).containsExactly(ticket.id(), other.id());
            assertThat(last(other.id()).flags()).as("it is the same mail").isEmpty();
            assertThat(last(ticket.id()).attachments().get(0).id())
                    .isNotEqualTo(last(other.id()).attachments().get(0).id());
            assertThat(desk.intake().receive(both.build()))
                    .extracting(Outcome::disposition)
                    .containsOnly(Disposition.DUPLICATE);
            assertThat(store.attachments().list(null, 10)).hasSize(2);
        }

        @Test
        void opensATicketForAMailThatNamesADeletedOne() throws IOException {
            desk.tickets().delete(ANN, ticket.id());
            Outcome outcome = receive(Messages.from(CARLA)
                    .to(mail.replyTo())
                    .inReplyTo(mail.thread().messageId()));
            assertThat(outcome.disposition()).isEqualTo(Disposition.OPENED);
        }
    }

    @Nested
    class Trust {
        @Test
        void opensATicketForAMailThatBelongsToNone() throws IOException {
            Outcome outcome = receive(Messages.from(STRANGER).subject("Help\r\nBcc: x"));
            Ticket opened = now(outcome.ticketId().orElseThrow());
            assertThat(outcome.disposition()).isEqualTo(Disposition.OPENED);
            assertThat(opened.subject()).isEqualTo("Help Bcc: x");
            assertThat(opened.source()).isEqualTo(Source.EMAIL);
            assertThat(opened.contact().email()).hasToString(STRANGER);
            assertThat(last(opened.id()).audience()).isEqualTo(Audience.EVERYONE);
            assertThat(last(opened.id()).seq()).isOne();
        }

        @Test
        void keepsAStrangerWithAProofFromTheCustomersEyes() throws IOException {
            Outcome outcome = receive(Messages.from(STRANGER).to(mail.replyTo()));
            assertThat(outcome.disposition()).isEqualTo(Disposition.HELD);
            assertThat(last(ticket.id()).audience()).isEqualTo(Audience.AGENTS);
            assertThat(last(ticket.id()).flags()).containsExactly(Flag.OTHER_SENDER);
            assertThat(now(ticket.id()).status()).isEqualTo(Status.OPEN);
            assertThat(now(ticket.id()).contact().email()).hasToString(CARLA);
        }

        @Test
        void givesAStrangerWithoutAProofATicketOfTheirOwn() throws IOException {
            Outcome outcome = receive(Messages.from(STRANGER).to(bareAddress()));
            assertThat(outcome.disposition()).isEqualTo(Disposition.OPENED);
            assertThat(now(outcome.ticketId().orElseThrow()).origin())
                    .contains(new TicketOrigin(TicketOrigin.Kind.POSSIBLE_REPLY, ticket.id()));
            assertThat(desk.tickets().thread(ANN, ticket.id()).entries()).hasSize(1);
            assertThat(now(ticket.id()).status()).isEqualTo(Status.RESOLVED);
        }

        @Test
        void doesNotBelieveASenderWhoseDomainDeniesIt() throws IOException {
            Messages forged = Messages.from(CARLA).authentication(Authentication.FAIL);
            assertThat(receive(forged.to(bareAddress())).disposition()).isEqualTo(Disposition.OPENED);
            Messages proven =
                    Messages.from(CARLA).authentication(Authentication.FAIL).id("2@x.example");
            assertThat(receive(proven.to(mail.replyTo())).disposition()).isEqualTo(Disposition.HELD);
            assertThat(last(ticket.id()).flags()).containsExactly(Flag.AUTHENTICATION_FAILED);
        }

        @Test
        void treatsAMailWithSeveralAuthorsAsNobodys() throws IOException {
            assertThat(receive(Messages.from(CARLA).ambiguous().to(mail.replyTo()))
                            .disposition())
                    .isEqualTo(Disposition.HELD);
            assertThat(last(ticket.id()).flags()).contains(Flag.AMBIGUOUS_SENDER, Flag.OTHER_SENDER);
            Outcome opened = receive(Messages.from(CARLA).ambiguous().id("2@x.example"));
            assertThat(now(opened.ticketId().orElseThrow()).contact().email()).isNull();
            assertThat(receive(Messages.fromNobody().id("3@x.example")).disposition())
                    .isEqualTo(Disposition.OPENED);
        }

        @Test
        void keepsAutomaticAnswersForAgentsAndReopensNothing() throws IOException {
            Outcome kept = receive(Messages.from(CARLA).kind(Kind.AUTO_REPLY).to(mail.replyTo()));
            assertThat(kept.disposition()).isEqualTo(Disposition.AUTOMATIC);
            assertThat(last(ticket.id()).audience()).isEqualTo(Audience.AGENTS);
            assertThat(now(ticket.id()).status()).isEqualTo(Status.RESOLVED);
            Outcome noted = receive(Messages.from(CARLA).kind(Kind.AUTO_REPLY).id("2@x.example"));
            assertThat(noted.disposition()).isEqualTo(Disposition.AUTOMATIC);
            assertThat(noted.ticketId()).isEmpty();
        }

        @Test
        void writesABounceToTheMailThatDidNotArrive() throws IOException {
            MessageId original = mail.thread().messageId();
            Outcome outcome = receive(
                    Messages.from("mailer-daemon@mx.example").bounceOf(original).references(original));
            assertThat(outcome.disposition()).isEqualTo(Disposition.BOUNCE);
            EmailDelivery delivery = desk.tickets()
                    .thread(ANN, ticket.id())
                    .delivery(mail.entry())
                    .orElseThrow();
            assertThat(delivery.state()).isEqualTo(EmailDelivery.State.FAILED);
            assertThat(delivery.detail()).isEqualTo("Bounced: 5.1.1");
            assertThat(heard).hasAtLeastOneElementOfType(TicketEvent.DeliveryChanged.class);
            assertThat(now(ticket.id()).status()).isEqualTo(Status.RESOLVED);
            assertThat(desk.tickets().counts(ANN, TicketFilter.ALL).all()).isOne();
        }

        @Test
        void leavesItsOwnMailAlone() throws IOException {
            assertThat(desk.intake().isOwnMarker(mail.loopMarker())).isTrue();
            assertThat(receive(Messages.from(CARLA).kind(Kind.LOOP).to(mail.replyTo()))
                            .disposition())
                    .isEqualTo(Disposition.LOOP);
            assertThat(desk.tickets().thread(ANN, ticket.id()).entries()).hasSize(1);
            assertThat(heard).isEmpty();
        }
    }

    @Nested
    class Duplicates {
        @Test
        void changesNothingWhenTheSameMailComesAgain() throws IOException {
            receive(Messages.from(CARLA).to(mail.replyTo()));
            desk.tickets().change(ANN, ticket.id(), TicketChange.status(Status.RESOLVED));
            heard.clear();
            Ticket before = now(ticket.id());
            assertThat(receive(Messages.from(CARLA).to(mail.replyTo())).disposition())
                    .isEqualTo(Disposition.DUPLICATE);
            assertThat(now(ticket.id())).isEqualTo(before);
            assertThat(heard).isEmpty();
        }

        @Test
        void takesTheSameTextWithAnotherFileForAnotherMail() throws IOException {
            receive(Messages.from(CARLA).to(mail.replyTo()));
            Upload file = Upload.of("a.txt", "text/plain", Content.of(new byte[] {1}));
            assertThat(receive(Messages.from(CARLA).to(mail.replyTo()).attach(file))
                            .disposition())
                    .isEqualTo(Disposition.APPENDED);
            assertThat(last(ticket.id()).flags()).containsExactly(Flag.MESSAGE_ID_REUSED);
        }

        @Test
        void doesNotLetAReusedMessageIdHideAnotherMail() throws IOException {
            receive(Messages.from(STRANGER).id("guessed@customer.example").text("first"));
            Outcome real =
                    receive(Messages.from(CARLA).id("guessed@customer.example").text("second"));
            assertThat(real.disposition()).isEqualTo(Disposition.OPENED);
            assertThat(last(real.ticketId().orElseThrow()).flags()).containsExactly(Flag.MESSAGE_ID_REUSED);
        }

        @Test
        void knowsAMailWithoutAnIdByWhatItSays() throws IOException {
            Outcome first = receive(Messages.from(CARLA).id(null));
            Outcome again = receive(Messages.from(CARLA).id(null).text("My  printer is\non fire."));
            assertThat(again.disposition()).isEqualTo(Disposition.DUPLICATE);
            assertThat(again.ticketId()).isEqualTo(first.ticketId());
            assertThat(last(first.ticketId().orElseThrow()).flags()).isEmpty();
        }

        private Messages answer(String... references) {
            Messages answer =
                    Messages.from(CARLA).id("answer@customer.example").text("I forgot: it is the one upstairs.");
            for (String id : references) {
                answer.references(new MessageId(id));
            }
            return answer;
        }

        private void comesAgain(Messages message, Outcome first) throws IOException {
            heard.clear();
            Outcome again = receive(message);
            assertThat(again.disposition()).isEqualTo(Disposition.DUPLICATE);
            assertThat(again.ticketId()).isEqualTo(first.ticketId());
            assertThat(heard).isEmpty();
        }

        @Test
        void knowsAMailAgainWhenTheOneThatItAnswersCameInBetween() throws IOException {
            Outcome early = receive(answer("first@customer.example"));
            assertThat(early.disposition()).isEqualTo(Disposition.OPENED);
            receive(Messages.from(CARLA));
            comesAgain(answer("first@customer.example"), early);
        }

        @Test
        void knowsAMailAgainWhenANearerAncestorCameInBetween() throws IOException {
            receive(Messages.from(CARLA).id("first@customer.example"));
            Outcome early = receive(answer("first@customer.example", "second@customer.example"));
            assertThat(early.disposition()).isEqualTo(Disposition.APPENDED);
            receive(Messages.from(CARLA).id("second@customer.example").text("Another one."));
            comesAgain(answer("first@customer.example", "second@customer.example"), early);
        }

        @Test
        void knowsAMailAgainThatHasLostItsAddressOnTheWay() throws IOException {
            Outcome first = receive(answer(mail.thread().messageId().value()).to(mail.replyTo()));
            comesAgain(answer(mail.thread().messageId().value()), first);
        }
    }

    @Nested
    class Deliveries {
        private static final Content TORN = () -> {
            throw new IOException("torn");
        };

        private final Content raw = Content.of("raw".getBytes(StandardCharsets.UTF_8));
        private final AttachmentStore elsewhere = TicketStore.inMemory().attachments();
        private final Desk keepingElsewhere =
                Desk.builder(store).attachments(elsewhere).build();

        @Test
        void keepsTheBytesOfADeliveryAndKnowsItsRepeat() throws IOException {
            Receipt first = desk.intake().accept("mailgun", "token-1", raw);
            assertThat(desk.intake().accept("mailgun", "token-1", raw)).isEqualTo(first);
            try (InputStream in = desk.intake().raw(first)) {
                assertThat(in.readAllBytes()).isEqualTo("raw".getBytes(StandardCharsets.UTF_8));
            }
            assertThat(store.attachments().list(null, 10)).containsExactly(first.raw());
        }

        @Test
        void doesNotReadTheBytesOfARepeat() throws IOException {
            Receipt first = desk.intake().accept("mailgun", "token-1", raw);
            assertThat(desk.intake().accept("mailgun", "token-1", TORN)).isEqualTo(first);
        }

        @Test
        void keepsNothingOfADeliveryThatCannotBeRead() throws IOException {
            for (Desk each : List.of(desk, keepingElsewhere)) {
                assertThatThrownBy(() -> each.intake().accept("mailgun", "token-1", TORN))
                        .isInstanceOf(IOException.class)
                        .hasMessage("torn");
                assertThat(each.intake().unfinished(Instant.MAX, 10)).isEmpty();
            }
            assertThat(store.attachments().list(null, 10)).isEmpty();
            assertThat(elsewhere.list(null, 10)).isEmpty();
        }

        @Test
        void keepsTheBytesWhereTheHostSays() throws IOException {
            Receipt receipt = keepingElsewhere.intake().accept("mailgun", "token-1", raw);
            assertThat(elsewhere.list(null, 10)).containsExactly(receipt.raw());
            assertThat(store.attachments().list(null, 10)).isEmpty();
            assertThat(keepingElsewhere.intake().raw(receipt)).hasBinaryContent("raw".getBytes(StandardCharsets.UTF_8));
        }

        @Test
        void takesBackTheBytesOfADeliveryThatCameTwiceAtOnce() throws IOException {
            List<Receipt> others = new ArrayList<>();
            Content meanwhile = () -> {
                others.add(keepingElsewhere.intake().accept("mailgun", "token-1", raw));
                return raw.open();
            };
            Receipt receipt = keepingElsewhere.intake().accept("mailgun", "token-1", meanwhile);
            assertThat(others).containsExactly(receipt);
            assertThat(elsewhere.list(null, 10)).containsExactly(receipt.raw());
        }

        @Test
        void saysWhatBecameOfAllItsMessages() throws IOException {
            Receipt receipt = desk.intake().accept("mandrill", "1", raw);
            IncomingMessage first = Messages.from(CARLA).id("1@x.example").build();
            IncomingMessage second =
                    Messages.from(CARLA).id("2@x.example").text("Another").build();
            assertThat(desk.intake().receive(receipt, List.of(first, second, first)))
                    .extracting(Outcome::disposition)
                    .containsExactly(Disposition.OPENED, Disposition.OPENED, Disposition.DUPLICATE);
            assertThat(desk.intake().accept("mandrill", "1", raw).detail())
                    .matches("OPENED \\w+, OPENED \\w+, DUPLICATE \\w+");
            Receipt empty = desk.intake().accept("mandrill", "2", raw);
            assertThat(desk.intake().receive(empty, List.of())).isEmpty();
            assertThat(desk.intake().accept("mandrill", "2", raw).state()).isEqualTo(Receipt.State.FINISHED);
        }

        @Test
        void isNotFinishedWhenAMessageCannotBeRead() throws IOException {
            Receipt receipt = desk.intake().accept("mandrill", "1", raw);
            IncomingMessage first = Messages.from(CARLA).id("1@x.example").build();
            IncomingMessage torn = Messages.from(CARLA)
                    .id("2@x.example")
                    .attach(Upload.of("torn.txt", "text/plain", () -> {
                        throw new IOException("torn");
                    }))
                    .build();
            assertThatThrownBy(() -> desk.intake().receive(receipt, List.of(first, torn)))
                    .isInstanceOf(IOException.class);
            assertThat(desk.intake().accept("mandrill", "1", raw).state()).isEqualTo(Receipt.State.ACCEPTED);
            assertThat(desk.intake().receive(receipt, List.of(first)))
                    .extracting(Outcome::disposition)
                    .containsExactly(Disposition.DUPLICATE);
        }

        @Test
        void findsTheOnesThatNobodyFinished() throws IOException {
            Receipt orphan = desk.intake().accept("mailgun", "1", raw);
            Receipt done = desk.intake().accept("mailgun", "2", raw);
            Receipt unreadable = desk.intake().accept("mailgun", "3", raw);
            desk.intake().receive(done, List.of(Messages.from(CARLA).build()));
            desk.intake().quarantine(unreadable, "TOO_DEEP");
            clock.advance(Duration.ofMinutes(5));
            assertThat(desk.intake().unfinished(clock.instant(), 10)).containsExactly(orphan);
            assertThat(desk.intake().accept("mailgun", "2", raw).state()).isEqualTo(Receipt.State.FINISHED);
            assertThat(desk.intake().accept("mailgun", "2", raw).detail()).startsWith("OPENED ");
            assertThat(desk.intake().accept("mailgun", "3", raw).state()).isEqualTo(Receipt.State.QUARANTINED);
        }

        @Test
        void refusesToBePartOfAHostsTransaction() {
            assertThatThrownBy(() -> store.join(tx -> {
                        try {
                            return desk.intake().receive(Messages.from(CARLA).build());
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    }))
                    .isInstanceOf(ConfigurationException.class);
        }
    }

    @Test
    void readsTheMessagesItReceived() throws IOException {
        receive(Messages.from(CARLA).text("Yes, it is on.").to(mail.replyTo()));
        List<ThreadEntry> entries = desk.tickets().thread(ANN, ticket.id()).entries();
        assertThat(entries).extracting(e -> e.body().text()).containsExactly("Is it on?", "Yes, it is on.");
        assertThat(heard)
                .extracting(e -> e.getClass().getSimpleName())
                .containsExactly("MessageReceived", "FieldChanged");
    }
}
