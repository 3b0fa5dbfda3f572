package io.embedesk.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Actor;
import io.embedesk.Content;
import io.embedesk.Desk;
import io.embedesk.EmbedeskException;
import io.embedesk.EntryId;
import io.embedesk.NewTicket;
import io.embedesk.NoteDraft;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.Status;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketFilter;
import io.embedesk.TicketQuery;
import io.embedesk.TicketSort;
import io.embedesk.TicketThread;
import io.embedesk.Upload;
import io.embedesk.Workspace;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.OutboundEmail;
import io.embedesk.email.OutboxWorker;
import io.embedesk.email.ReplyTokens;
import io.embedesk.event.TicketEvent;
import io.embedesk.intake.Conversation;
import io.embedesk.intake.ConversationHandoff;
import io.embedesk.intake.Receipt;
import io.embedesk.jpa.FaultyDataSource.Death;
import io.embedesk.portal.CustomerPortal;
import io.embedesk.portal.PortalAnswer;
import io.embedesk.portal.PortalDraft;
import io.embedesk.testing.Messages;
import io.embedesk.testing.MovableClock;
import io.embedesk.testing.RecordingChannel;
import jakarta.persistence.EntityManagerFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The connection dies at every statement of every use case, also at the commit, whose answer is lost then. Whoever gives the
 * same command again ends where an undisturbed one would have.
 */
class FaultTest {
    private static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");
    private static final Actor.Staff ANN = Actor.agent("ann");
    private static final String CARLA = "carla@customer.example";
    private static final AtomicInteger WORKSPACES = new AtomicInteger();
    /** More statements than any use case has. */
    private static final int ENDLESS = 400;

    /** A desk of its own, and drafts that a repeated command uses again. */
    private static final class Scene {
        final MovableClock clock = MovableClock.at("2026-03-01T12:00:00Z");
        final RecordingChannel channel = new RecordingChannel();
        final Desk desk;
        final Ticket ticket;
        final Ticket other;
        final NewTicket opening = NewTicket.subject("Opened").contact(CARLA).tags("a", "b");
        final ReplyDraft reply = ReplyDraft.text("Reply").attach(file());
        final NoteDraft note = NoteDraft.text("Note").attach(file());
        final PortalAnswer answer = PortalAnswer.text("Answer").attach(file());
        final PortalDraft portalTicket = PortalDraft.of("Portal", "Text").attach(file());
        final EntryId before;

        Scene(EntityManagerFactory factory) {
            Workspace workspace = new Workspace("fault-" + WORKSPACES.incrementAndGet());
            desk = Desk.builder(JpaTicketStore.of(JpaUnitOfWork.resourceLocal(factory), workspace))
                    .email(channel)
                    .replyKey(KEY)
                    .clock(clock)
                    .build();
            ticket = desk.tickets().open(ANN, NewTicket.subject("Ticket").contact(CARLA));
            other = desk.tickets().open(ANN, NewTicket.subject("Other").contact(CARLA));
            before = desk.tickets()
                    .reply(ANN, ticket.id(), ReplyDraft.text("Before"))
                    .entry()
                    .id();
        }

        private static Upload file() {
            return Upload.of("a.txt", "text/plain", Content.of("file".getBytes(StandardCharsets.UTF_8)));
        }

        EmailAddress replyAddress() {
            return ReplyTokens.of(desk.workspace(), KEY).address(ticket.id(), "acme.example");
        }

        /** Everything that matters, without ids. */
        List<String> state() {
            List<String> all = new ArrayList<>();
            for (Ticket one : desk.tickets()
                    .list(ANN, TicketQuery.of(TicketFilter.ALL).sort(TicketSort.OLDEST))
                    .tickets()) {
                TicketThread thread = desk.tickets().thread(ANN, one.id());
                all.add(one.subject() + " " + one.status() + " " + one.assignee() + " " + one.tags() + " "
                        + thread.entries().stream().map(Scene::said).toList() + " "
                        + thread.deliveries().values().stream()
                                .map(delivery -> delivery.state().name())
                                .sorted()
                                .toList());
            }
            all.sort(String::compareTo);
            return all;
        }

        private static String said(ThreadEntry entry) {
            String who = entry.match(message -> "customer", reply -> "agent", note -> "note");
            return who + ":" + entry.body().text() + ":" + entry.attachments().size();
        }

        /** The promises that no failure may break. */
        void assertWhole() throws Exception {
            for (Ticket one : List.of(ticket, other)) {
                if (desk.tickets().find(ANN, one.id()).isEmpty()) {
                    continue;
                }
                TicketThread thread = desk.tickets().thread(ANN, one.id());
                List<ThreadEntry> own = thread.entries().stream()
                        .filter(entry -> entry.ticket().equals(one.id()))
                        .toList();
                assertThat(own)
                        .extracting(ThreadEntry::seq)
                        .isEqualTo(LongStream.rangeClosed(1, own.size()).boxed().toList());
                long told = desk.tickets().history(ANN, one.id()).stream()
                        .filter(event -> event instanceof TicketEvent.Replied
                                || event instanceof TicketEvent.Noted
                                || event instanceof TicketEvent.MessageReceived)
                        .filter(event -> event.ticket().equals(one.id()))
                        .count();
                assertThat(told).as("events").isEqualTo(own.size());
                for (ThreadEntry entry : own) {
                    for (var file : entry.attachments()) {
                        assertThat(desk.tickets().attachment(ANN, one.id(), file.id()))
                                .as("the bytes of a file that an entry names")
                                .isPresent();
                    }
                }
            }
            assertThat(channel.sent().stream()
                            .map(OutboundEmail::entry)
                            .distinct()
                            .map(id -> channel.sent().stream()
                                    .filter(mail -> mail.entry().equals(id))
                                    .distinct()
                                    .count()))
                    .as("all copies of a mail are the same")
                    .allMatch(copies -> copies == 1);
        }
    }

    private interface UseCase {
        void on(Scene scene) throws Exception;
    }

    private record Named(String name, UseCase useCase) {}

    private static List<Named> useCases() {
        return List.of(
                new Named("open", s -> s.desk.tickets().open(ANN, s.opening)),
                new Named("reply", s -> s.desk.tickets().reply(ANN, s.ticket.id(), s.reply)),
                new Named("note", s -> s.desk.tickets().note(ANN, s.ticket.id(), s.note)),
                new Named(
                        "change",
                        s -> s.desk.tickets()
                                .change(
                                        ANN,
                                        s.ticket.id(),
                                        TicketChange.status(Status.RESOLVED).and(TicketChange.addTags("x")))),
                new Named("cancel", s -> s.desk.tickets().cancelEmail(ANN, s.ticket.id(), s.before)),
                new Named("merge", FaultTest::merge),
                new Named("delete", s -> s.desk.tickets().delete(ANN, s.ticket.id())),
                new Named("mail that comes in", FaultTest::delivery),
                new Named("mail that goes out", FaultTest::worker),
                new Named(
                        "portal: open",
                        s -> CustomerPortal.of(s.desk).open(Actor.customer(EmailAddress.of(CARLA)), s.portalTicket)),
                new Named(
                        "portal: answer",
                        s -> CustomerPortal.of(s.desk)
                                .answer(Actor.customer(EmailAddress.of(CARLA)), s.ticket.id(), s.answer)),
                new Named("handoff", FaultTest::handoff));
    }

    /** A merge that is there already is what was wanted. */
    private static void merge(Scene scene) {
        if (scene.desk
                .tickets()
                .find(ANN, scene.other.id())
                .orElseThrow()
                .mergedInto()
                .isEmpty()) {
            scene.desk.tickets().merge(ANN, scene.other.id(), scene.ticket.id());
        }
    }

    private static void delivery(Scene scene) throws Exception {
        Receipt receipt = scene.desk.intake().accept("raw", "delivery-1", Content.of(new byte[] {1, 2, 3}));
        var message = Messages.from(CARLA)
                .id("1@customer.example")
                .to(scene.replyAddress())
                .attach(Scene.file())
                .build();
        scene.desk.intake().receive(receipt, List.of(message));
    }

    /**
     * What a dead worker had is taken over when its lease has ended; what it had locked, when the server has seen that its
     * connection is dead.
     */
    private static void worker(Scene scene) throws InterruptedException {
        scene.clock.advance(Duration.ofHours(2));
        for (int looks = 0; looks < 100; looks++) {
            if (OutboxWorker.of(scene.desk).runOnce() > 0
                    || !scene.state().toString().contains("QUEUED")) {
                return;
            }
            Thread.sleep(20);
        }
    }

    private static void handoff(Scene scene) {
        ConversationHandoff.of(scene.desk, () -> false)
                .request(Conversation.of("chat")
                        .visitorSaid("1", Instant.parse("2026-03-01T11:00:00Z"), "Hello?")
                        .botSaid("2", Instant.parse("2026-03-01T11:00:01Z"), "One moment"));
    }

    @TestFactory
    Stream<DynamicTest> onH2() {
        return all(Database.H2);
    }

    @TestFactory
    Stream<DynamicTest> onPostgresql() {
        return all(Database.POSTGRESQL);
    }

    @TestFactory
    Stream<DynamicTest> onMariadb() {
        return all(Database.MARIADB);
    }

    private static Stream<DynamicTest> all(Database database) {
        String url = database.url("faults");
        FaultyDataSource source = FaultyDataSource.on(database, url);
        EntityManagerFactory factory = database.open(url, source);
        return Stream.concat(
                useCases().stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one, source, factory))),
                Stream.of(DynamicTest.dynamicTest("closed", factory::close)));
    }

    private static void check(Named one, FaultyDataSource source, EntityManagerFactory factory) throws Exception {
        Scene undisturbed = new Scene(factory);
        one.useCase().on(undisturbed);
        List<String> expected = undisturbed.state();
        int deaths = 0;
        for (Death how : Death.values()) {
            boolean died = true;
            for (int statement = 1; died && statement < ENDLESS; statement++) {
                Scene scene = new Scene(factory);
                source.dieAt(statement, how);
                try {
                    one.useCase().on(scene);
                } catch (EmbedeskException | java.io.IOException e) {
                    assertThat(e).hasMessageNotContaining("Carla");
                }
                died = source.liveAgain();
                scene.assertWhole();
                one.useCase().on(scene);
                assertThat(scene.state())
                        .as("%s at %s, %s", one.name(), statement, how)
                        .isEqualTo(expected);
                scene.assertWhole();
                deaths += died ? 1 : 0;
            }
        }
        assertThat(deaths).as("statements at which it died").isGreaterThan(3);
    }
}
