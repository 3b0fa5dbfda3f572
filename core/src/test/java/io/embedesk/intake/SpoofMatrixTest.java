package io.embedesk.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Actor;
import io.embedesk.CustomerMessage;
import io.embedesk.CustomerMessage.Audience;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.Status;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.Workspace;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.email.OutboxWorker;
import io.embedesk.email.ReplyTokens;
import io.embedesk.intake.IncomingMessage.Authentication;
import io.embedesk.intake.IncomingMessage.Kind;
import io.embedesk.spi.TicketStore;
import io.embedesk.testing.Messages;
import io.embedesk.testing.MovableClock;
import io.embedesk.testing.RecordingChannel;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * Every way to point at a ticket, genuine or tampered with, by every sender, with every verdict about the sender's domain, for every kind of mail: what
 * happens is what the table of the design says, and nobody but a participant is ever shown to the customer.
 */
class SpoofMatrixTest {
    private static final Actor.Staff ANN = Actor.agent("ann");
    private static final String CARLA = "carla@customer.example";
    private static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");

    private enum Strength {
        PROVEN,
        CLAIMED,
        NONE
    }

    private enum Sender {
        CONTACT,
        STRANGER,
        SEVERAL,
        NOBODY
    }

    /** A desk with a resolved ticket of Carla's that an agent has answered by mail. */
    private static final class Scene {
        final RecordingChannel channel = new RecordingChannel();
        final Desk desk = Desk.builder(TicketStore.inMemory())
                .email(channel)
                .replyKey(KEY)
                .clock(MovableClock.at("2026-03-01T12:00:00Z"))
                .build();
        final Ticket ticket;
        final OutboundEmail mail;

        Scene() {
            Ticket opened =
                    desk.tickets().open(ANN, NewTicket.subject("Printer").contact(CARLA));
            desk.tickets().reply(ANN, opened.id(), ReplyDraft.text("Is it on?"));
            OutboxWorker.of(desk).runOnce();
            mail = channel.last();
            ticket = desk.tickets().change(ANN, opened.id(), TicketChange.status(Status.RESOLVED));
        }

        EmailAddress address(String token) {
            return EmailAddress.of("ticket+" + ticket.id() + token + "@acme.example");
        }

        String token() {
            return mail.replyTo().local().substring(("ticket+" + ticket.id()).length());
        }
    }

    private record Way(Strength strength, BiFunction<Scene, Messages, Messages> point) {}

    private static Map<String, Way> ways() {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("nothing", new Way(Strength.NONE, (scene, m) -> m));
        ways.put("signed, envelope", new Way(Strength.PROVEN, (scene, m) -> m.to(scene.mail.replyTo())));
        ways.put("signed, headers", new Way(Strength.PROVEN, (scene, m) -> m.headerTo(scene.mail.replyTo())));
        ways.put("bare", new Way(Strength.CLAIMED, (scene, m) -> m.to(scene.address(""))));
        ways.put(
                "bare, answering",
                new Way(
                        Strength.PROVEN,
                        (scene, m) -> m.to(scene.address(""))
                                .inReplyTo(scene.mail.thread().messageId())));
        ways.put(
                "thread id",
                new Way(
                        Strength.PROVEN,
                        (scene, m) -> m.inReplyTo(scene.ticket.threadId().orElseThrow())));
        ways.put(
                "In-Reply-To",
                new Way(
                        Strength.PROVEN,
                        (scene, m) -> m.inReplyTo(scene.mail.thread().messageId())));
        ways.put(
                "References",
                new Way(
                        Strength.PROVEN,
                        (scene, m) -> m.references(scene.mail.thread().messageId())));
        ways.put(
                "an id nobody minted",
                new Way(Strength.NONE, (scene, m) -> m.inReplyTo(new MessageId("other@customer.example"))));
        ways.put(
                "the number of another ticket's thread",
                new Way(Strength.NONE, (scene, m) -> m.inReplyTo(new MessageId(TicketId.mint() + "@acme.example"))));
        for (int at : new int[] {1, 2, 14, 27}) {
            ways.put("a signature with character " + at + " changed", new Way(Strength.CLAIMED, (scene, m) -> {
                char other = scene.token().charAt(at) == '2' ? '3' : '2';
                String tampered =
                        scene.token().substring(0, at) + other + scene.token().substring(at + 1);
                return m.to(scene.address(tampered));
            }));
        }
        ways.put(
                "a signature cut short",
                new Way(
                        Strength.CLAIMED,
                        (scene, m) -> m.to(scene.address(scene.token().substring(0, 20)))));
        ways.put(
                "a signature of another workspace",
                new Way(
                        Strength.CLAIMED,
                        (scene, m) -> m.to(ReplyTokens.of(new Workspace("elsewhere"), KEY)
                                .address(scene.ticket.id(), "acme.example"))));
        ways.put(
                "a signature by another key",
                new Way(
                        Strength.CLAIMED,
                        (scene, m) ->
                                m.to(ReplyTokens.of(Workspace.DEFAULT, Secret.of("fedcba9876543210fedcba9876543210"))
                                        .address(scene.ticket.id(), "acme.example"))));
        ways.put("a signature of another ticket", new Way(Strength.CLAIMED, (scene, m) -> {
            Ticket other =
                    scene.desk.tickets().open(ANN, NewTicket.subject("Other").contact("m@evil.example"));
            String token = ReplyTokens.of(Workspace.DEFAULT, KEY)
                    .address(other.id(), "acme.example")
                    .local()
                    .substring(("ticket+" + other.id()).length());
            return m.to(scene.address(token));
        }));
        return ways;
    }

    private static Messages from(Sender sender) {
        return switch (sender) {
            case CONTACT -> Messages.from(CARLA);
            case STRANGER -> Messages.from("mallory@evil.example");
            case SEVERAL -> Messages.from(CARLA).ambiguous();
            case NOBODY -> Messages.fromNobody();
        };
    }

    @Test
    void isAsTheTableSays() throws IOException {
        int cases = 0;
        int shown = 0;
        for (Map.Entry<String, Way> way : ways().entrySet()) {
            for (Sender sender : Sender.values()) {
                for (Authentication authentication : Authentication.values()) {
                    for (Kind kind : List.of(Kind.HUMAN, Kind.LIST, Kind.AUTO_REPLY, Kind.BOUNCE, Kind.LOOP)) {
                        Scene scene = new Scene();
                        Messages message = way.getValue()
                                .point()
                                .apply(
                                        scene,
                                        from(sender)
                                                .authentication(authentication)
                                                .kind(kind));
                        String label =
                                String.join(", ", way.getKey(), sender.name(), authentication.name(), kind.name());
                        int before = tickets(scene);
                        scene.desk.intake().receive(message.build());
                        shown += check(label, scene, way.getValue().strength(), sender, authentication, kind, before);
                        cases++;
                    }
                }
            }
        }
        assertThat(cases).isEqualTo(18 * 4 * 3 * 5);
        // Only what a participant wrote whose domain does not deny it: 15 ways that find the ticket, two verdicts, two
        // kinds.
        assertThat(shown).isEqualTo(15 * 2 * 2);
    }

    private static int tickets(Scene scene) {
        return (int) scene.desk.tickets().counts(ANN, TicketFilter.ALL).all();
    }

    /** Returns how many messages the customer sees more. */
    private static int check(
            String label,
            Scene scene,
            Strength strength,
            Sender sender,
            Authentication authentication,
            Kind kind,
            int before) {
        boolean participant = sender == Sender.CONTACT;
        boolean trusted = participant && authentication != Authentication.FAIL;
        boolean written = kind == Kind.HUMAN || kind == Kind.LIST;
        boolean everyone = written && trusted && strength != Strength.NONE;
        boolean agentsOnly = written && !trusted && strength == Strength.PROVEN;
        boolean automatic =
                kind == Kind.AUTO_REPLY && (strength == Strength.PROVEN || strength == Strength.CLAIMED && participant);
        boolean opened = written && !everyone && !agentsOnly;

        List<ThreadEntry> entries =
                scene.desk.tickets().thread(ANN, scene.ticket.id()).entries();
        assertThat(entries).as(label).hasSize(everyone || agentsOnly || automatic ? 2 : 1);
        if (entries.size() == 2) {
            CustomerMessage last = (CustomerMessage) entries.get(1);
            assertThat(last.audience()).as(label).isEqualTo(everyone ? Audience.EVERYONE : Audience.AGENTS);
        }
        Ticket now = scene.desk.tickets().find(ANN, scene.ticket.id()).orElseThrow();
        assertThat(now.status()).as(label).isEqualTo(everyone || agentsOnly ? Status.OPEN : Status.RESOLVED);
        assertThat(now.contact().email()).as(label).hasToString(CARLA);
        assertThat(tickets(scene)).as(label).isEqualTo(before + (opened ? 1 : 0));
        return everyone ? 1 : 0;
    }
}
