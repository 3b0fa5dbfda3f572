package io.embedesk.testing;

import static io.embedesk.testing.StorePartContract.ANN;
import static io.embedesk.testing.StorePartContract.CUSTOMER;
import static io.embedesk.testing.StorePartContract.KEY;
import static io.embedesk.testing.StorePartContract.NOON;
import static io.embedesk.testing.StorePartContract.race;
import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Actor;
import io.embedesk.AgentReply;
import io.embedesk.Content;
import io.embedesk.Desk;
import io.embedesk.EntryId;
import io.embedesk.NewTicket;
import io.embedesk.NoteDraft;
import io.embedesk.Priority;
import io.embedesk.ReplyDraft;
import io.embedesk.ReplyResult;
import io.embedesk.StaleThreadException;
import io.embedesk.Status;
import io.embedesk.StorageException;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketConflictException;
import io.embedesk.TicketId;
import io.embedesk.TicketSort;
import io.embedesk.TicketThread;
import io.embedesk.Upload;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.email.OutboxWorker;
import io.embedesk.email.ReplyTokens;
import io.embedesk.event.TicketEvent;
import io.embedesk.intake.Conversation;
import io.embedesk.intake.ConversationHandoff;
import io.embedesk.intake.Handoff;
import io.embedesk.intake.Outcome;
import io.embedesk.intake.Outcome.Disposition;
import io.embedesk.portal.CustomerPortal;
import io.embedesk.portal.MagicLinks;
import io.embedesk.portal.PortalDraft;
import io.embedesk.spi.TicketStore;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TicketStore} promises, alone and with the desk on top. A store's test extends this and says how to open
 * it and how to be inside a transaction of the host; each test has a workspace of its own, and where it matters two instances
 * on one storage.
 */
public abstract class TicketStoreContract extends RowsContract {
    /** For subclasses. */
    protected TicketStoreContract() {}

    @Nested
    class Races {
        private Desk desk(TicketStore on, RecordingChannel channel) {
            return Desk.builder(on).email(channel).replyKey(KEY).build();
        }

        @Test
        void losesNoEntryAndLeavesNoGapWhenTwoInstancesReply() throws Exception {
            RecordingChannel channel = new RecordingChannel();
            List<Desk> desks = List.of(desk(store, channel), desk(second, channel));
            TicketId id = desks.get(0)
                    .tickets()
                    .open(ANN, NewTicket.subject("Race").contact(CUSTOMER))
                    .id();
            int each = Math.max(5, commands() / 100);
            race(4, i -> {
                Desk mine = desks.get(i % 2);
                for (int n = 0; n < each; n++) {
                    mine.tickets().reply(Actor.agent("agent-" + i), id, ReplyDraft.text("Answer " + i + "." + n));
                }
                return true;
            });
            List<ThreadEntry> thread = desks.get(0).tickets().thread(ANN, id).entries();
            assertThat(thread.stream().map(ThreadEntry::seq).toList())
                    .isEqualTo(LongStream.rangeClosed(1, 4L * each).boxed().toList());
            assertThat(thread.stream().map(e -> e.body().text())).doesNotHaveDuplicates();
            Ticket ticket = desks.get(1).tickets().find(ANN, id).orElseThrow();
            assertThat(ticket.lastSeq()).isEqualTo(4L * each);
            assertThat(ticket.version()).isEqualTo(1 + 4L * each);
            List<TicketEvent> taken = store
                    .<List<TicketEvent>>read(tx -> tx.events().ofTicket(id))
                    .stream()
                    .filter(e -> e instanceof TicketEvent.FieldChanged f && f.field() == TicketEvent.Field.ASSIGNEE)
                    .toList();
            assertThat(taken).as("the ticket became one agent's, once").hasSize(1);
        }

        @Test
        void returnsTheFirstResultWhenADraftIsUsedAgain() throws Exception {
            RecordingChannel channel = new RecordingChannel();
            List<Desk> desks = List.of(desk(store, channel), desk(second, channel));
            TicketId id = desks.get(0)
                    .tickets()
                    .open(ANN, NewTicket.subject("Twice").contact(CUSTOMER))
                    .id();
            ReplyDraft draft = ReplyDraft.text("Once")
                    .attach(Upload.of("a.txt", "text/plain", Content.of(new byte[] {65, 66, 67})));
            List<ReplyResult> results = race(4, i -> desks.get(i % 2).tickets().reply(ANN, id, draft));
            assertThat(results.stream().map(ReplyResult::entry).distinct()).hasSize(1);
            assertThat(desks.get(0).tickets().thread(ANN, id).entries()).hasSize(1);
            OutboxWorker.of(desks.get(0)).runOnce();
            assertThat(channel.sent()).hasSize(1);
            assertThat(store.<Integer>read(tx -> tx.tickets()
                            .page(List.of(), TicketSort.NEWEST, null, 10)
                            .size()))
                    .isOne();
        }

        @Test
        void endsOpenWithTheMessageWhenAResolveMeetsACustomersAnswer() throws Exception {
            RecordingChannel channel = new RecordingChannel();
            List<Desk> desks = List.of(desk(store, channel), desk(second, channel));
            for (int round = 0; round < 10; round++) {
                Desk first = desks.get(0);
                Ticket ticket =
                        first.tickets().open(ANN, NewTicket.subject("Round").contact(CUSTOMER));
                ReplyResult reply = first.tickets().reply(ANN, ticket.id(), ReplyDraft.text("Done?"));
                OutboxWorker.of(first).runOnce();
                String messageId = "answer-" + round + "@customer.example";
                EmailAddress to = channel.last().replyTo();
                race(
                        2,
                        i -> i == 0
                                ? resolve(desks.get(0), ticket.id(), reply)
                                : desks.get(1)
                                        .intake()
                                        .receive(Messages.from(CUSTOMER)
                                                .id(messageId)
                                                .to(to)
                                                .build()));
                Ticket after = first.tickets().find(ANN, ticket.id()).orElseThrow();
                assertThat(after.status()).isIn(Status.OPEN, Status.IN_PROGRESS);
                assertThat(first.tickets().thread(ANN, ticket.id()).entries()).hasSize(2);
            }
        }

        private static Object resolve(Desk desk, TicketId ticket, ReplyResult seen) {
            try {
                return desk.tickets()
                        .change(
                                ANN,
                                ticket,
                                TicketChange.status(Status.RESOLVED)
                                        .ifLastSeen(seen.entry().id()));
            } catch (io.embedesk.StaleThreadException refused) {
                return refused;
            }
        }

        @Test
        void takesAMailOnceHoweverOftenAndWhereverItIsDelivered() throws Exception {
            RecordingChannel channel = new RecordingChannel();
            List<Desk> desks = List.of(desk(store, channel), desk(second, channel));
            List<List<Outcome>> outcomes = race(
                    6,
                    i -> desks.get(i % 2)
                            .intake()
                            .receive(Messages.from(CUSTOMER).build()));
            assertThat(outcomes.stream().map(o -> o.get(0).disposition()))
                    .containsOnlyOnce(Disposition.OPENED)
                    .containsOnly(Disposition.OPENED, Disposition.DUPLICATE);
            assertThat(store.<Long>read(tx -> tx.tickets().counts(List.of()).all()))
                    .isOne();
        }
    }

    @Nested
    class Conversations {
        @Test
        void becomeOneTicketHoweverOftenTheyAreHandedOver() throws Exception {
            Conversation talk = Conversation.of("chat-1").visitorSaid("1", NOON, "Hello?");
            List<Handoff> results = race(
                    6,
                    i -> ConversationHandoff.of(
                                    Desk.builder(i % 2 == 0 ? store : second).build(), () -> false)
                            .request(talk.visitorSaid("2", NOON, "Anybody?")));
            assertThat(results).hasAtLeastOneElementOfType(Handoff.Opened.class);
            assertThat(results.stream().filter(Handoff.Opened.class::isInstance))
                    .hasSize(1);
            Ticket ticket = ((Handoff.Opened) results.stream()
                            .filter(Handoff.Opened.class::isInstance)
                            .findFirst()
                            .orElseThrow())
                    .ticket();
            assertThat(store.<List<ThreadEntry>>read(tx -> tx.entries().thread(ticket.id(), 0)))
                    .extracting(entry -> entry.body().text())
                    .containsExactly("Hello?", "Anybody?");
            assertThat(store.<Long>read(tx -> tx.tickets().counts(List.of()).all()))
                    .isOne();
        }
    }

    @Nested
    class Portal {
        @Test
        void opensOneTicketAndLetsOneReaderInHoweverManyTry() throws Exception {
            RecordingChannel channel = new RecordingChannel();
            List<Desk> desks = List.of(
                    Desk.builder(store).email(channel).replyKey(KEY).build(),
                    Desk.builder(second).email(channel).replyKey(KEY).build());
            EmailAddress address = EmailAddress.of(CUSTOMER);
            PortalDraft draft = PortalDraft.of("Printer", "Fire");
            race(4, i -> portalOpen(desks.get(i % 2), address, draft));
            assertThat(store.<Long>read(tx -> tx.tickets().counts(List.of()).all()))
                    .isOne();
            List<MagicLinks> links = desks.stream()
                    .map(desk -> MagicLinks.of(desk, token -> URI.create("https://acme.example/#" + token)))
                    .toList();
            links.get(0).request(address, "192.0.2.1");
            OutboxWorker.of(desks.get(1)).runOnce();
            String text = channel.last().body().text();
            String token = text.substring(text.indexOf('#') + 1, text.indexOf('\n', text.indexOf('#')));
            List<Optional<Actor.Customer>> entered =
                    race(6, i -> links.get(i % 2).consume(token));
            assertThat(entered.stream().filter(Optional::isPresent)).hasSize(1);
        }

        /** Whoever is second may find the first one's row and say so; one ticket is what matters. */
        private Object portalOpen(Desk desk, EmailAddress address, PortalDraft draft) {
            try {
                return CustomerPortal.of(desk).open(Actor.customer(address), draft);
            } catch (StorageException e) {
                return CustomerPortal.of(desk).open(Actor.customer(address), draft);
            }
        }
    }

    /** Every order that the transactions of two calls can have. */
    @Nested
    class Interleaved {
        private final RecordingChannel channel = new RecordingChannel();
        private Desk left = desk(store);
        private Desk right = desk(store);
        private Ticket ticket = Ticket.builder(TicketId.mint(), 1, NOON).build();

        private Desk desk(TicketStore on) {
            return Desk.builder(on).email(channel).replyKey(KEY).build();
        }

        /** A desk on each instance, and a ticket that both know. */
        private void open(TicketStore first, TicketStore other) {
            left = desk(first);
            right = desk(other);
            ticket = left.tickets().open(ANN, NewTicket.subject("Race").contact(CUSTOMER));
        }

        private Ticket now() {
            return left.tickets().find(ANN, ticket.id()).orElseThrow();
        }

        private List<ThreadEntry> entries() {
            return left.tickets().thread(ANN, ticket.id()).entries();
        }

        private long fieldChanges(TicketEvent.Field field) {
            return left.tickets().history(ANN, ticket.id()).stream()
                    .filter(e -> e instanceof TicketEvent.FieldChanged change && change.field() == field)
                    .count();
        }

        private List<Outcome> mail(Desk on) throws IOException {
            EmailAddress to = ReplyTokens.of(store.workspace(), KEY).address(ticket.id(), "acme.example");
            return on.intake()
                    .receive(Messages.from(CUSTOMER)
                            .id("answer-" + ticket.id() + "@customer.example")
                            .to(to)
                            .build());
        }

        private void all(Preparation prepare, List<Call> calls, Check check) throws Exception {
            int runs = Interleavings.all(store, second, (first, other) -> {
                open(first, other);
                prepare.run();
                return new Interleavings.Run() {
                    @Override
                    public List<Callable<?>> calls() {
                        return List.of(
                                () -> calls.get(0).on(left), () -> calls.get(1).on(right));
                    }

                    @Override
                    public void check(List<Object> results) throws Exception {
                        check.of(results);
                    }
                };
            });
            assertThat(runs).as("orders").isGreaterThan(1);
        }

        private interface Preparation {
            void run() throws Exception;
        }

        private interface Call {
            Object on(Desk desk) throws Exception;
        }

        private interface Check {
            void of(List<Object> results) throws Exception;
        }

        private static Actor.Staff agent(String id) {
            return Actor.agent(id);
        }

        @Test
        void twoFirstRepliesAreBothKeptAndOneAgentHasTheTicket() throws Exception {
            all(
                    () -> {},
                    List.of(
                            desk -> desk.tickets().reply(agent("ben"), ticket.id(), ReplyDraft.text("I will")),
                            desk -> desk.tickets().reply(agent("cleo"), ticket.id(), ReplyDraft.text("No, I will"))),
                    results -> {
                        assertThat(results).hasOnlyElementsOfType(ReplyResult.class);
                        assertThat(entries()).extracting(ThreadEntry::seq).containsExactly(1L, 2L);
                        assertThat(fieldChanges(TicketEvent.Field.ASSIGNEE)).isOne();
                        assertThat(fieldChanges(TicketEvent.Field.STATUS)).isOne();
                        assertThat(now().assignee())
                                .contains(((AgentReply) entries().get(0)).agent());
                    });
        }

        @Test
        void ofTwoRepliesThatBothSawTheSameOneIsRefused() throws Exception {
            AtomicReference<EntryId> seen = new AtomicReference<>();
            all(
                    () -> seen.set(left.tickets()
                            .note(ANN, ticket.id(), NoteDraft.text("Look"))
                            .id()),
                    List.of(
                            desk -> desk.tickets()
                                    .reply(
                                            agent("ben"),
                                            ticket.id(),
                                            ReplyDraft.text("A").ifLastSeen(seen.get())),
                            desk -> desk.tickets()
                                    .reply(
                                            agent("cleo"),
                                            ticket.id(),
                                            ReplyDraft.text("B").ifLastSeen(seen.get()))),
                    results -> {
                        assertThat(results)
                                .hasAtLeastOneElementOfType(ReplyResult.class)
                                .hasAtLeastOneElementOfType(StaleThreadException.class);
                        assertThat(entries()).hasSize(2);
                    });
        }

        @Test
        void changesOfDifferentFieldsBothWin() throws Exception {
            all(
                    () -> {},
                    List.of(
                            desk -> desk.tickets()
                                    .change(agent("ben"), ticket.id(), TicketChange.priority(Priority.URGENT)),
                            desk -> desk.tickets().change(agent("cleo"), ticket.id(), TicketChange.addTags("billing"))),
                    results -> {
                        assertThat(results).hasOnlyElementsOfType(Ticket.class);
                        assertThat(now().priority()).isEqualTo(Priority.URGENT);
                        assertThat(now().tags()).containsExactly("billing");
                        assertThat(now().version()).isEqualTo(3);
                    });
        }

        @Test
        void ofTwoChangesOfOneVersionOneIsRefused() throws Exception {
            all(
                    () -> {},
                    List.of(
                            desk -> desk.tickets()
                                    .change(
                                            agent("ben"),
                                            ticket.id(),
                                            TicketChange.assignee("ben").ifVersion(1)),
                            desk -> desk.tickets()
                                    .change(
                                            agent("cleo"),
                                            ticket.id(),
                                            TicketChange.assignee("cleo").ifVersion(1))),
                    results -> {
                        assertThat(results)
                                .hasAtLeastOneElementOfType(Ticket.class)
                                .hasAtLeastOneElementOfType(TicketConflictException.class);
                        assertThat(fieldChanges(TicketEvent.Field.ASSIGNEE)).isOne();
                    });
        }

        @Test
        void aResolveThatSaysWhatItSawNeverHidesTheCustomersAnswer() throws Exception {
            AtomicReference<EntryId> seen = new AtomicReference<>();
            all(
                    () -> seen.set(left.tickets()
                            .reply(ANN, ticket.id(), ReplyDraft.text("Done?"))
                            .entry()
                            .id()),
                    List.of(
                            desk -> desk.tickets()
                                    .change(
                                            ANN,
                                            ticket.id(),
                                            TicketChange.status(Status.RESOLVED).ifLastSeen(seen.get())),
                            desk -> mail(desk)),
                    results -> {
                        assertThat(now().status().isDone()).isFalse();
                        assertThat(entries()).hasSize(2);
                    });
        }

        @Test
        void oneMailThatComesTwiceIsThereOnce() throws Exception {
            all(() -> {}, List.of(desk -> mail(desk), desk -> mail(desk)), results -> {
                assertThat(entries()).hasSize(1);
                assertThat(results.toString()).contains("DUPLICATE").contains("APPENDED");
            });
        }

        @Test
        void aMailReachesTheSurvivorOfAMergeOrComesBeforeIt() throws Exception {
            AtomicReference<Ticket> survivor = new AtomicReference<>(ticket);
            all(
                    () -> survivor.set(left.tickets().open(ANN, NewTicket.subject("Survivor"))),
                    List.of(
                            desk -> desk.tickets()
                                    .merge(ANN, ticket.id(), survivor.get().id()),
                            desk -> mail(desk)),
                    results -> {
                        // A merge that met the mail says so and is given again.
                        if (results.get(0) instanceof TicketConflictException) {
                            left.tickets()
                                    .merge(ANN, ticket.id(), survivor.get().id());
                        }
                        assertThat(left.tickets()
                                        .thread(ANN, survivor.get().id())
                                        .entries())
                                .hasSize(1);
                        assertThat(now().status()).isEqualTo(Status.CLOSED);
                    });
        }

        @Test
        void aMailThatIsTakenBackIsSentOrCancelledAndSaysWhich() throws Exception {
            AtomicReference<EntryId> reply = new AtomicReference<>();
            all(
                    () -> reply.set(left.tickets()
                            .reply(ANN, ticket.id(), ReplyDraft.text("Oh no"))
                            .entry()
                            .id()),
                    List.of(
                            desk -> desk.tickets().cancelEmail(ANN, ticket.id(), reply.get()),
                            desk -> OutboxWorker.of(desk).runOnce()),
                    results -> {
                        State state = left.tickets()
                                .thread(ANN, ticket.id())
                                .delivery(reply.get())
                                .orElseThrow()
                                .state();
                        long sent = channel.sent().stream()
                                .filter(mail -> mail.entry().equals(reply.get()))
                                .count();
                        assertThat(sent).isEqualTo(state == State.SENT ? 1 : 0);
                        assertThat(state).isIn(State.SENT, State.CANCELLED);
                    });
        }
    }

    /** Many agents and customers on few tickets. */
    @Nested
    class Crowd {
        private static final int THREADS = 64;
        private static final int TICKETS = 10;

        private final RecordingChannel channel = new RecordingChannel();
        private final Set<EntryId> written = ConcurrentHashMap.newKeySet();
        private final Set<String> mailed = ConcurrentHashMap.newKeySet();

        @Test
        void losesNothingAndLeavesNoGap() throws Exception {
            List<Desk> desks = List.of(desk(store), desk(second));
            List<Ticket> tickets = new ArrayList<>();
            for (int i = 0; i < TICKETS; i++) {
                tickets.add(desks.get(0)
                        .tickets()
                        .open(ANN, NewTicket.subject("Crowd " + i).contact(CUSTOMER)));
            }
            long seed = ThreadLocalRandom.current().nextLong();
            int each = commands() / THREADS;
            race(THREADS, thread -> {
                Random random = new Random(seed + thread);
                for (int i = 0; i < each; i++) {
                    command(desks.get(thread % 2), tickets.get(random.nextInt(TICKETS)), random, thread + "." + i);
                }
                return true;
            });
            Set<EntryId> found = new HashSet<>();
            for (Ticket ticket : tickets) {
                found.addAll(check(desks.get(thread(ticket)), ticket, seed));
            }
            assertThat(found).as("entries, seed %s", seed).isEqualTo(written);
        }

        private int thread(Ticket ticket) {
            return (int) (ticket.number() % 2);
        }

        private Desk desk(TicketStore on) {
            return Desk.builder(on).email(channel).replyKey(KEY).build();
        }

        private void command(Desk desk, Ticket ticket, Random random, String name) throws IOException {
            Actor.Staff agent = Actor.agent("agent-" + random.nextInt(5));
            TicketId id = ticket.id();
            switch (random.nextInt(8)) {
                case 0, 1 ->
                    written.add(desk.tickets()
                            .reply(agent, id, ReplyDraft.text("Reply " + name))
                            .entry()
                            .id());
                case 2 ->
                    written.add(desk.tickets()
                            .note(agent, id, NoteDraft.text("Note " + name))
                            .id());
                case 3, 4 -> mail(desk, ticket, name);
                case 5 -> desk.tickets().change(agent, id, TicketChange.addTags("tag-" + random.nextInt(20)));
                case 6 ->
                    desk.tickets()
                            .change(
                                    agent,
                                    id,
                                    TicketChange.status(List.of(Status.values()).get(random.nextInt(5))));
                default -> changeIfNobodyElseDid(desk, agent, id);
            }
        }

        private void mail(Desk desk, Ticket ticket, String name) throws IOException {
            EmailAddress to = ReplyTokens.of(store.workspace(), KEY).address(ticket.id(), "acme.example");
            Outcome outcome = desk.intake()
                    .receive(Messages.from(CUSTOMER)
                            .id(name + "@customer.example")
                            .to(to)
                            .build())
                    .get(0);
            outcome.entryId().ifPresent(entry -> {
                written.add(entry);
                mailed.add(name);
            });
        }

        private static void changeIfNobodyElseDid(Desk desk, Actor.Staff agent, TicketId id) {
            long version = desk.tickets().find(agent, id).orElseThrow().version();
            try {
                desk.tickets()
                        .change(agent, id, TicketChange.assignee(agent.id()).ifVersion(version));
            } catch (TicketConflictException e) {
                assertThat(e.expectedVersion()).isEqualTo(version);
            }
        }

        /** Replays a ticket's events: they must lead to the ticket as it is, and name each entry once. */
        private List<EntryId> check(Desk desk, Ticket opened, long seed) {
            TicketThread thread = desk.tickets().thread(ANN, opened.id());
            List<ThreadEntry> entries = thread.entries();
            assertThat(entries)
                    .as("seq, seed %s", seed)
                    .extracting(ThreadEntry::seq)
                    .isEqualTo(LongStream.rangeClosed(1, entries.size()).boxed().toList());
            assertThat(thread.ticket().lastSeq()).isEqualTo(entries.size());
            List<TicketEvent> history = desk.tickets().history(ANN, opened.id());
            Map<TicketEvent.Field, String> fields = new EnumMap<>(TicketEvent.Field.class);
            fields.put(TicketEvent.Field.STATUS, "OPEN");
            fields.put(TicketEvent.Field.TAGS, "");
            for (TicketEvent event : history) {
                if (event instanceof TicketEvent.FieldChanged change) {
                    assertThat(change.before())
                            .as("%s, seed %s", change.field(), seed)
                            .isEqualTo(fields.get(change.field()));
                    fields.put(change.field(), change.after());
                }
            }
            Ticket ticket = thread.ticket();
            assertThat(fields)
                    .containsEntry(TicketEvent.Field.STATUS, ticket.status().name())
                    .containsEntry(TicketEvent.Field.TAGS, String.join(",", ticket.tags()));
            assertThat(fields.get(TicketEvent.Field.ASSIGNEE))
                    .isEqualTo(ticket.assignee().orElse(null));
            List<EntryId> told =
                    history.stream().flatMap(event -> entry(event).stream()).toList();
            assertThat(told)
                    .containsExactlyElementsOf(
                            entries.stream().map(ThreadEntry::id).toList());
            return told;
        }

        private static Optional<EntryId> entry(TicketEvent event) {
            if (event instanceof TicketEvent.Replied replied) {
                return Optional.of(replied.entry());
            }
            if (event instanceof TicketEvent.Noted noted) {
                return Optional.of(noted.entry());
            }
            return event instanceof TicketEvent.MessageReceived received
                    ? Optional.of(received.entry())
                    : Optional.empty();
        }
    }
}
