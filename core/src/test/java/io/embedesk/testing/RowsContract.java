package io.embedesk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.Actor;
import io.embedesk.AgentReply;
import io.embedesk.Attachment;
import io.embedesk.AttachmentId;
import io.embedesk.Contact;
import io.embedesk.CustomerMessage;
import io.embedesk.CustomerMessage.Audience;
import io.embedesk.CustomerMessage.Flag;
import io.embedesk.EntryId;
import io.embedesk.FileName;
import io.embedesk.InternalNote;
import io.embedesk.MessageBody;
import io.embedesk.Participant;
import io.embedesk.PendingReason;
import io.embedesk.Priority;
import io.embedesk.SafeHtml;
import io.embedesk.Secret;
import io.embedesk.Source;
import io.embedesk.Status;
import io.embedesk.StatusCounts;
import io.embedesk.StorageException;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketConflictException;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.TicketOrigin;
import io.embedesk.TicketSort;
import io.embedesk.TicketTimes;
import io.embedesk.Workspace;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.EmailDelivery.Recipient;
import io.embedesk.email.EmailDelivery.SkipReason;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.email.HeaderText;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.email.ThreadHeaders;
import io.embedesk.event.TicketEvent;
import io.embedesk.event.TicketFeed;
import io.embedesk.intake.Receipt;
import io.embedesk.intake.ReceiptId;
import io.embedesk.spi.AttachmentStore;
import io.embedesk.spi.KeyedRow;
import io.embedesk.spi.MailReference;
import io.embedesk.spi.MessageKey;
import io.embedesk.spi.OutboxBacklog;
import io.embedesk.spi.OutboxRow;
import io.embedesk.spi.PagePosition;
import io.embedesk.spi.TicketStore;
import io.embedesk.spi.TicketTransaction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every part of a store's transaction promises. Not to be extended directly: {@link TicketStoreContract} has this and
 * what the desk on top promises.
 */
public abstract class RowsContract {
    private static final AtomicInteger WORKSPACES = new AtomicInteger();
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    static final Actor.Staff ANN = Actor.agent("ann");
    static final String CUSTOMER = "carla@customer.example";
    static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");

    TicketStore store = unopened();
    TicketStore second = unopened();

    /** For subclasses. */
    RowsContract() {}

    /**
     * Opens an instance on the storage that all instances of this test class share.
     *
     * @param workspace whose
     * @return a new instance
     */
    protected abstract TicketStore open(Workspace workspace);

    /**
     * Runs work inside a transaction of the host, as {@link TicketStore#join} sees it, and rolls that back.
     *
     * @param joined a store that {@link #open} returned
     * @param work what to do
     */
    protected abstract void rolledBack(TicketStore joined, Runnable work);

    /** {@return how many commands the concurrency tests give; a store on a database may take 2,000} */
    protected int commands() {
        return 20_000;
    }

    @BeforeEach
    void openTwoInstancesOnOneStorage() {
        Workspace workspace = new Workspace("contract-" + WORKSPACES.incrementAndGet());
        store = open(workspace);
        second = open(workspace);
    }

    private static TicketStore unopened() {
        return TicketStore.inMemory();
    }

    private static void write(TicketStore on, Consumer<TicketTransaction> work) {
        on.join(tx -> {
            work.accept(tx);
            return true;
        });
    }

    private static Ticket ticket(int number) {
        return Ticket.builder(TicketId.mint(), number, NOON.plusSeconds(number))
                .subject("Ticket " + number)
                .build();
    }

    private Ticket saved(Ticket ticket) {
        write(store, tx -> tx.tickets().insert(ticket));
        return ticket;
    }

    private static AgentReply replyOn(Ticket ticket, long seq, Attachment... attachments) {
        return new AgentReply(
                EntryId.mint(), ticket.id(), seq, NOON, "ann", MessageBody.of("Answer " + seq), List.of(attachments));
    }

    private static Attachment attachment(String name) {
        return new Attachment(
                AttachmentId.mint(NOON), FileName.of(name), "image/png", 17, "ab".repeat(32), "cid-1", true);
    }

    @Nested
    class Tickets {
        @Test
        void readsBackEveryFieldOfATicket() {
            Ticket full = Ticket.builder(TicketId.mint(), 7, NOON)
                    .version(3)
                    .subject("Überraschung 不一 \uD83D\uDE80")
                    .description("Two\nlines")
                    .status(Status.RESOLVED)
                    .priority(Priority.URGENT)
                    .assignee("ann")
                    .contact(new Contact("Carla", EmailAddress.of(CUSTOMER)))
                    .tags(List.of("billing", "urgent"))
                    .source(Source.EMAIL)
                    .threadId(new MessageId("thread@acme.example"))
                    .origin(new TicketOrigin(TicketOrigin.Kind.SPLIT, TicketId.mint()))
                    .pendingReason(PendingReason.THIRD_PARTY)
                    .conversation("chat-17")
                    .mergedInto(TicketId.mint())
                    .root(TicketId.mint())
                    .participants(List.of(
                            new Participant(
                                    new Mailbox("Dora", EmailAddress.of("dora@customer.example")),
                                    Participant.State.ACCEPTED),
                            new Participant(
                                    Mailbox.of(EmailAddress.of("emil@customer.example")), Participant.State.SUGGESTED)))
                    .lastSeq(4)
                    .times(new TicketTimes(
                            NOON, NOON.plusSeconds(4), NOON.plusSeconds(1), NOON.plusSeconds(2), NOON.plusSeconds(3)))
                    .build();
            saved(full);
            saved(ticket(8));
            assertThat(second.<Optional<Ticket>>read(tx -> tx.tickets().find(full.id())))
                    .contains(full);
        }

        @Test
        void refusesASecondTicketOfTheSameId() {
            Ticket ticket = saved(ticket(1));
            assertThatThrownBy(() -> write(second, tx -> tx.tickets().insert(ticket)))
                    .isInstanceOf(StorageException.class);
        }

        @Test
        void updatesOnlyTheVersionBefore() {
            Ticket first = saved(ticket(1));
            Ticket next = first.toBuilder()
                    .version(2)
                    .subject("Changed")
                    .conversation("chat-18")
                    .build();
            write(second, tx -> tx.tickets().update(first, next));
            assertThat(store.<Optional<Ticket>>read(tx -> tx.tickets().find(first.id())))
                    .contains(next);
            assertThatThrownBy(() -> write(store, tx -> tx.tickets().update(first, next)))
                    .isInstanceOf(TicketConflictException.class);
        }

        @Test
        void seesWhatAnotherInstanceWroteWhenItLocks() {
            Ticket first = saved(ticket(1));
            write(store, tx -> tx.tickets().find(first.id()));
            write(
                    second,
                    tx -> tx.tickets()
                            .update(first, first.toBuilder().version(2).build()));
            long version =
                    store.join(tx -> tx.tickets().lock(first.id()).orElseThrow().version());
            assertThat(version).isEqualTo(2);
        }

        @Test
        void deletesATicketOnceAndForAll() {
            Ticket ticket = saved(ticket(1));
            write(store, tx -> tx.tickets().delete(ticket.id()));
            write(store, tx -> tx.tickets().delete(ticket.id()));
            assertThat(second.<Optional<Ticket>>read(tx -> tx.tickets().find(ticket.id())))
                    .isEmpty();
        }

        @Test
        void pagesInEveryOrderWithoutGapsOrRepeats() {
            List<Ticket> all = new ArrayList<>();
            for (int i = 1; i <= 8; i++) {
                // Two of each instant, so that the id decides between them.
                all.add(saved(Ticket.builder(TicketId.mint(), i, NOON.plusSeconds(i / 2))
                        .priority(List.of(Priority.values()).get(i % 4))
                        .times(TicketTimes.opened(NOON.plusSeconds(i / 2)).updated(NOON.plusSeconds(100 - i / 3)))
                        .build()));
            }
            for (TicketSort sort : TicketSort.values()) {
                List<TicketId> expected = all.stream()
                        .map(PagePosition::of)
                        .sorted(PagePosition.order(sort))
                        .map(PagePosition::id)
                        .toList();
                List<TicketId> seen = new ArrayList<>();
                PagePosition after = null;
                for (List<Ticket> page = page(sort, after); !page.isEmpty(); page = page(sort, after)) {
                    page.forEach(t -> seen.add(t.id()));
                    after = PagePosition.of(page.get(page.size() - 1));
                }
                assertThat(seen).as(sort.name()).isEqualTo(expected);
            }
        }

        private List<Ticket> page(TicketSort sort, @Nullable PagePosition after) {
            return store.read(tx -> tx.tickets().page(List.of(TicketFilter.ALL), sort, after, 3));
        }

        @Test
        void hasAChangedTicketAtItsNewPlaceAlone() {
            Ticket ticket = saved(ticket(1));
            saved(ticket(2));
            Ticket changed = ticket.toBuilder()
                    .version(2)
                    .status(Status.PENDING)
                    .times(ticket.times().updated(NOON.plusSeconds(60)))
                    .build();
            write(second, tx -> tx.tickets().update(ticket, changed));
            assertThat(page(TicketSort.LAST_ACTIVITY, null)).first().isEqualTo(changed);
            assertThat(page(TicketSort.LAST_ACTIVITY, null)).hasSize(2);
            StatusCounts counts = store.read(tx -> tx.tickets().counts(List.of(TicketFilter.ALL)));
            assertThat(counts.of(Status.PENDING)).isEqualTo(1);
            assertThat(counts.all()).isEqualTo(2);
            assertThat(counts.capped()).isFalse();
        }

        @Test
        void listsAndCountsNoMergedTicket() {
            Ticket survivor = saved(ticket(1));
            saved(ticket(2).toBuilder()
                    .mergedInto(survivor.id())
                    .root(survivor.id())
                    .build());
            assertThat(page(TicketSort.NEWEST, null)).containsExactly(survivor);
            long all = store.read(
                    tx -> tx.tickets().counts(List.of(TicketFilter.ALL)).all());
            long tagged = store.read(tx -> tx.tickets()
                    .counts(List.of(TicketFilter.ALL.source(Source.AGENT)))
                    .all());
            assertThat(all).isEqualTo(1);
            assertThat(tagged).isEqualTo(1);
        }

        @Test
        void findsWhatWasMergedAndForgetsWhatWasUnmerged() {
            Ticket survivor = saved(ticket(1));
            Ticket first = saved(ticket(2).toBuilder()
                    .mergedInto(survivor.id())
                    .root(survivor.id())
                    .build());
            Ticket second = saved(ticket(3).toBuilder()
                    .mergedInto(first.id())
                    .root(survivor.id())
                    .build());
            assertThat(absorbed(survivor)).containsExactlyInAnyOrder(first, second);
            assertThat(absorbed(first)).isEmpty();
            Ticket free =
                    second.toBuilder().version(2).mergedInto(null).root(null).build();
            write(store, tx -> tx.tickets().update(second, free));
            assertThat(absorbed(survivor)).containsExactly(first);
            assertThat(page(TicketSort.OLDEST, null)).containsExactlyInAnyOrder(survivor, free);
        }

        private List<Ticket> absorbed(Ticket survivor) {
            return store.read(tx -> tx.tickets().absorbed(survivor.id()));
        }

        @Test
        void listsAndCountsExactlyWhatTheFiltersMatch() {
            List<Ticket> all = new ArrayList<>();
            int number = 0;
            for (Status status : Status.values()) {
                for (Priority priority : List.of(Priority.LOW, Priority.URGENT)) {
                    for (String assignee : new String[] {null, "ann", "ben"}) {
                        number++;
                        all.add(saved(ticket(number).toBuilder()
                                .status(status)
                                .priority(priority)
                                .assignee(assignee)
                                .tags(number % 2 == 0 ? List.of("billing", "bill_ing%") : List.of("bill"))
                                .source(number % 3 == 0 ? Source.EMAIL : Source.AGENT)
                                .contact(
                                        number % 5 == 0
                                                ? new Contact("Dora Díaz", EmailAddress.of(CUSTOMER))
                                                : Contact.UNKNOWN)
                                .times(TicketTimes.opened(NOON.plusSeconds(number))
                                        .updated(NOON.plusSeconds(2L * number)))
                                .build()));
                    }
                }
            }
            Map<TicketId, String> threads = new HashMap<>();
            for (Ticket ticket : all.subList(0, 4)) {
                AgentReply reply = replyOn(ticket, 1);
                write(store, tx -> tx.entries().append(reply));
                threads.put(ticket.id(), reply.body().text());
            }
            for (List<TicketFilter> filters : filters()) {
                List<TicketId> expected = all.stream()
                        .filter(t -> filters.stream()
                                .allMatch(f -> f.matches(t, () -> Optional.ofNullable(threads.get(t.id())).stream())))
                        .map(Ticket::id)
                        .toList();
                List<Ticket> page = store.read(tx -> tx.tickets().page(filters, TicketSort.NEWEST, null, 100));
                assertThat(page.stream().map(Ticket::id).toList())
                        .as(filters.toString())
                        .containsExactlyInAnyOrderElementsOf(expected);
                long counted = store.read(tx -> tx.tickets().counts(filters).all());
                assertThat(counted).as(filters.toString()).isEqualTo(expected.size());
            }
            long open = store.read(
                    tx -> tx.tickets().counts(List.of(TicketFilter.ALL)).of(Status.OPEN));
            assertThat(open).isEqualTo(6);
        }

        private static List<List<TicketFilter>> filters() {
            TicketFilter all = TicketFilter.ALL;
            return List.of(
                    List.of(),
                    List.of(all),
                    List.of(all.status(Status.OPEN)),
                    List.of(all.status(Status.OPEN, Status.CLOSED).priority(Priority.URGENT)),
                    List.of(all.assignee("ann")),
                    List.of(all.orUnassigned()),
                    List.of(all.assignee("ann").orUnassigned()),
                    List.of(all.assignee("ann"), all.assignee("ben")),
                    List.of(
                            all.priority(Priority.LOW),
                            all.assignee("ann", "ben").orUnassigned()),
                    List.of(all.priority(Priority.HIGH)),
                    List.of(all.tag("bill")),
                    List.of(all.tag("billing")),
                    List.of(all.tag("bill_ing%")),
                    List.of(all.tag("billXing%", "%")),
                    List.of(all.source(Source.EMAIL)),
                    List.of(all.contact(EmailAddress.of("CARLA@customer.example"))),
                    List.of(all.contact(EmailAddress.of("dora@customer.example"))),
                    List.of(all.created(NOON.plusSeconds(3), NOON.plusSeconds(5))),
                    List.of(all.created(null, NOON.plusSeconds(5))),
                    List.of(all.updated(NOON.plusSeconds(50), null)),
                    List.of(all.text("TICKET")),
                    List.of(all.text("#7")),
                    List.of(all.text("dora díaz")),
                    List.of(all.text("DIAZ do")),
                    List.of(all.text("icket")),
                    List.of(all.text("over two")),
                    List.of(all.text("9")),
                    List.of(all.text("customer.example")),
                    List.of(all.text("dora ticket")),
                    List.of(all.text("answer")),
                    List.of(all.text("answer 1 customer")),
                    List.of(all.text("%"), all.text("_")),
                    List.of(all.text("answer").status(Status.OPEN), all.source(Source.AGENT)));
        }

        @Test
        void reservesNumbersThatNobodyElseGets() throws Exception {
            Set<Long> numbers = java.util.concurrent.ConcurrentHashMap.newKeySet();
            race(4, i -> {
                for (int n = 0; n < 10; n++) {
                    TicketStore mine = i % 2 == 0 ? store : second;
                    long first = mine.commit(tx -> tx.tickets().reserveNumbers(3));
                    LongStream.range(first, first + 3).forEach(numbers::add);
                }
                return true;
            });
            assertThat(numbers).hasSize(4 * 10 * 3).allMatch(n -> n > 0);
        }
    }

    @Nested
    class Entries {
        @Test
        void readsBackEveryKindOfEntryAsItWas() {
            Ticket ticket = saved(ticket(1));
            MessageBody rich = new MessageBody("new", "> old", new SafeHtml("<p>new</p>"));
            List<ThreadEntry> entries = List.of(
                    new CustomerMessage(
                            EntryId.mint(),
                            ticket.id(),
                            1,
                            NOON,
                            new Mailbox("Carla", EmailAddress.of(CUSTOMER)),
                            rich,
                            Audience.AGENTS,
                            Set.of(Flag.OTHER_SENDER, Flag.AUTHENTICATION_FAILED),
                            List.of(attachment("a.png"), attachment("b.png"))),
                    new AgentReply(EntryId.mint(), ticket.id(), 2, NOON, "ann", rich, List.of(attachment("c.png"))),
                    new InternalNote(EntryId.mint(), ticket.id(), 3, NOON, "ann", MessageBody.of("psst"), List.of()));
            write(store, tx -> entries.forEach(tx.entries()::append));
            assertThat(second.<List<ThreadEntry>>read(tx -> tx.entries().thread(ticket.id(), 0)))
                    .isEqualTo(entries);
            assertThat(second.<List<ThreadEntry>>read(tx -> tx.entries().thread(ticket.id(), 2)))
                    .isEqualTo(entries.subList(2, 3));
            assertThat(second.<Optional<ThreadEntry>>read(
                            tx -> tx.entries().find(entries.get(1).id())))
                    .contains(entries.get(1));
        }

        @Test
        void keepsTextsOfAMillionCharacters() {
            Ticket ticket = saved(ticket(1));
            String text = "Grüße ".repeat(1_000_000 / 6);
            AgentReply reply =
                    new AgentReply(EntryId.mint(), ticket.id(), 1, NOON, "ann", MessageBody.of(text), List.of());
            write(store, tx -> tx.entries().append(reply));
            assertThat(second.<Optional<ThreadEntry>>read(tx -> tx.entries().find(reply.id())))
                    .contains(reply);
        }

        @Test
        void refusesASecondEntryInTheSamePlace() {
            Ticket ticket = saved(ticket(1));
            write(store, tx -> tx.entries().append(replyOn(ticket, 1)));
            assertThatThrownBy(() -> write(store, tx -> tx.entries().append(replyOn(ticket, 1))))
                    .isInstanceOf(StorageException.class);
        }

        @Test
        void findsAFileOnlyOnItsOwnTicket() {
            Ticket ticket = saved(ticket(1));
            Ticket other = saved(ticket(2));
            Attachment file = attachment("a.png");
            write(store, tx -> tx.entries().append(replyOn(ticket, 1, file)));
            assertThat(store.<Optional<Attachment>>read(tx -> tx.entries().attachment(ticket.id(), file.id())))
                    .contains(file);
            assertThat(store.<Optional<Attachment>>read(tx -> tx.entries().attachment(other.id(), file.id())))
                    .isEmpty();
        }

        @Test
        void knowsTheTicketsOfAMailInOneLookUp() {
            Ticket one = saved(ticket(1));
            Ticket two = saved(ticket(2));
            AgentReply reply = replyOn(one, 1);
            MessageId shared = new MessageId("shared@mail.example");
            MailReference thread = new MailReference(new MessageId("thread@mail.example"), one.id(), null, true);
            MailReference entry = new MailReference(shared, one.id(), reply.id(), false);
            MailReference elsewhere = new MailReference(shared, two.id(), null, false);
            write(store, tx -> {
                tx.entries().append(reply);
                tx.entries().remember(thread);
                tx.entries().remember(entry);
                tx.entries().remember(elsewhere);
                tx.entries().remember(entry);
            });
            List<MailReference> known = second.read(tx -> tx.entries()
                    .known(List.of(
                            shared, new MessageId("thread@mail.example"), new MessageId("unknown@mail.example"))));
            assertThat(known).containsExactlyInAnyOrder(thread, entry, elsewhere);
            assertThat(second.<List<MailReference>>read(tx -> tx.entries().mails(one.id())))
                    .containsExactly(thread, entry);
        }

        @Test
        void tellsMessageIdsApartByEveryCharacter() {
            Ticket ticket = saved(ticket(1));
            MessageId id = new MessageId("a".repeat(880) + "Q@mail.example");
            MessageId near = new MessageId("a".repeat(880) + "q@mail.example");
            write(store, tx -> tx.entries().remember(new MailReference(id, ticket.id(), null, true)));
            assertThat(store.<List<MailReference>>read(tx -> tx.entries().known(List.of(near))))
                    .isEmpty();
            assertThat(store.<List<MailReference>>read(tx -> tx.entries().known(List.of(id))))
                    .hasSize(1);
        }

        @Test
        void deletesAThreadWithItsMailsAndNamesItsFiles() {
            Ticket ticket = saved(ticket(1));
            Attachment file = attachment("a.png");
            MessageId mail = new MessageId("m@mail.example");
            write(store, tx -> {
                tx.entries().append(replyOn(ticket, 1, file));
                tx.entries().remember(new MailReference(mail, ticket.id(), null, true));
            });
            List<AttachmentId> files = store.join(tx -> tx.entries().deleteAll(ticket.id()));
            assertThat(files).containsExactly(file.id());
            assertThat(second.<List<ThreadEntry>>read(tx -> tx.entries().thread(ticket.id(), 0)))
                    .isEmpty();
            assertThat(second.<List<MailReference>>read(tx -> tx.entries().known(List.of(mail))))
                    .isEmpty();
        }
    }

    @Nested
    class Outbox {
        private final Duration lease = Duration.ofMinutes(5);

        private OutboxRow queued(Ticket ticket, Instant dueAt) {
            EmailDelivery delivery = new EmailDelivery(EntryId.mint(), State.QUEUED, null, List.of(), 0, null, NOON);
            OutboxRow row = new OutboxRow(ticket.id(), delivery, dueAt, 0, null, null);
            write(store, tx -> tx.outbox().insert(row));
            return row;
        }

        private List<OutboxRow> claim(TicketStore on, String owner, Instant now, int limit) {
            return on.commit(tx -> tx.outbox().claim(owner, now, lease, limit));
        }

        @Test
        void readsBackEveryFieldOfASealedMail() {
            Ticket ticket = saved(ticket(1));
            Attachment file = attachment("a.png");
            AgentReply reply = replyOn(ticket, 1, file);
            OutboundEmail sealed = sealed(reply, file);
            EmailDelivery delivery = new EmailDelivery(
                    reply.id(),
                    State.QUEUED,
                    null,
                    List.of(
                            new Recipient(EmailAddress.of(CUSTOMER), State.QUEUED, null),
                            new Recipient(EmailAddress.of("dan@customer.example"), State.FAILED, "550 no such user")),
                    2,
                    "451 later",
                    NOON);
            OutboxRow row = new OutboxRow(ticket.id(), delivery, NOON.plusSeconds(30), 1, null, sealed);
            write(store, tx -> {
                tx.entries().append(reply);
                tx.outbox().insert(row);
            });
            assertThat(second.<Optional<OutboxRow>>read(tx -> tx.outbox().find(reply.id())))
                    .contains(row);
            assertThat(second.<List<OutboxRow>>read(tx -> tx.outbox().ofTicket(ticket.id())))
                    .containsExactly(row);
        }

        private static OutboundEmail sealed(AgentReply reply, Attachment file) {
            MessageId id = new MessageId("reply@acme.example");
            MessageId thread = new MessageId("thread@acme.example");
            return new OutboundEmail(
                    reply.id(),
                    new OutboundEmail.Envelope(
                            EmailAddress.of("bounce@acme.example"), List.of(EmailAddress.of(CUSTOMER))),
                    new Mailbox("Acme Support", EmailAddress.of("support@acme.example")),
                    EmailAddress.of("ticket+x@acme.example"),
                    List.of(
                            new Mailbox("Carla, \"C\"", EmailAddress.of(CUSTOMER)),
                            Mailbox.of(EmailAddress.of("dan@customer.example"))),
                    List.of(new Mailbox("Dora", EmailAddress.of("dora@customer.example"))),
                    new HeaderText("Re: Überraschung 不一"),
                    new ThreadHeaders(id, thread, List.of(thread, new MessageId("first@customer.example"))),
                    Instant.parse("2026-03-01T12:00:00Z"),
                    new OutboundEmail.Body("Text\nwith lines", "<p>Text</p>"),
                    List.of(file),
                    "marker",
                    false);
        }

        @Test
        void readsBackWhyAReplyIsNotMailed() {
            Ticket ticket = saved(ticket(1));
            EmailDelivery delivery = new EmailDelivery(
                    EntryId.mint(), State.SKIPPED, SkipReason.NO_CONTACT_EMAIL, List.of(), 0, null, NOON);
            OutboxRow row = new OutboxRow(ticket.id(), delivery, NOON, 0, null, null);
            write(store, tx -> tx.outbox().insert(row));
            assertThat(second.<Optional<OutboxRow>>read(tx -> tx.outbox().find(delivery.reply())))
                    .contains(row);
            assertThat(claim(second, "w", NOON.plus(Duration.ofDays(9)), 10)).isEmpty();
        }

        @Test
        void claimsWhatIsDueLongestDueFirst() {
            Ticket ticket = saved(ticket(1));
            OutboxRow later = queued(ticket, NOON.plusSeconds(60));
            OutboxRow first = queued(ticket, NOON.minusSeconds(60));
            OutboxRow now = queued(ticket, NOON);
            List<OutboxRow> claimed = claim(second, "worker", NOON, 10);
            assertThat(claimed.stream().map(OutboxRow::reply)).containsExactly(first.reply(), now.reply());
            assertThat(claimed.get(0)).isEqualTo(first.claimed("worker", NOON, NOON.plus(lease)));
            assertThat(claim(store, "other", NOON, 10)).isEmpty();
            assertThat(claim(store, "other", NOON.plusSeconds(60), 10).stream().map(OutboxRow::reply))
                    .containsExactly(later.reply());
        }

        @Test
        void givesARowToAnotherWorkerWhenItsLeaseHasEnded() {
            OutboxRow row = queued(saved(ticket(1)), NOON);
            claim(store, "dead", NOON, 1);
            assertThat(claim(second, "w", NOON.plus(lease).minusMillis(1), 1)).isEmpty();
            OutboxRow taken = claim(second, "w", NOON.plus(lease), 1).get(0);
            assertThat(taken.reply()).isEqualTo(row.reply());
            assertThat(taken.delivery().attempts()).isEqualTo(2);
            assertThat(taken.crashes()).isEqualTo(1);
        }

        @Test
        void replacesARowOnlyForTheWorkerThatHasIt() {
            queued(saved(ticket(1)), NOON);
            OutboxRow late = claim(store, "late", NOON, 1).get(0);
            OutboxRow mine = claim(second, "mine", NOON.plus(lease), 1).get(0);
            assertThat(replace(store, late, sent(late))).isFalse();
            assertThat(replace(second, mine, sent(mine))).isTrue();
            assertThat(replace(second, mine, sent(mine))).isFalse();
            assertThat(store.<Optional<OutboxRow>>read(tx -> tx.outbox().find(mine.reply())))
                    .contains(sent(mine));
        }

        private static boolean replace(TicketStore on, OutboxRow known, OutboxRow next) {
            return on.commit(tx -> tx.outbox().replace(known, next));
        }

        private static OutboxRow sent(OutboxRow row) {
            EmailDelivery was = row.delivery();
            EmailDelivery sent =
                    new EmailDelivery(was.reply(), State.SENT, null, was.recipients(), was.attempts(), "250 Ok", NOON);
            return new OutboxRow(row.ticket(), sent, row.dueAt(), row.answeredAttempts() + 1, null, row.sealed());
        }

        @Test
        void neverGivesARowToTwoWorkers() throws Exception {
            Ticket ticket = saved(ticket(1));
            IntStream.range(0, 60).forEach(i -> queued(ticket, NOON));
            List<EntryId> claimed = java.util.Collections.synchronizedList(new ArrayList<>());
            race(4, i -> {
                TicketStore mine = i % 2 == 0 ? store : second;
                AtomicInteger round = new AtomicInteger();
                while (claimed.size() < 60 && round.incrementAndGet() < 1_000) {
                    claim(mine, "worker-" + i + "-" + round, NOON, 3).forEach(row -> claimed.add(row.reply()));
                }
                return true;
            });
            assertThat(claimed).hasSize(60).doesNotHaveDuplicates();
        }

        @Test
        void keepsAMailThatIsAboutNoTicketUntilItIsDeletedOrItsReaderForgotten() {
            List<EntryId> ids = List.of(EntryId.mint(), EntryId.mint());
            for (EntryId id : ids) {
                OutboxRow row = automatic(id);
                write(store, tx -> tx.outbox().insert(row));
                assertThat(second.<Optional<OutboxRow>>read(tx -> tx.outbox().find(id)))
                        .contains(row);
            }
            OutboxRow claimed = claim(second, "w", NOON, 1).get(0);
            assertThat(claimed.isAutomatic()).isTrue();
            write(second, tx -> tx.outbox().delete(claimed.reply()));
            assertThat(store.<Optional<OutboxRow>>read(tx -> tx.outbox().find(claimed.reply())))
                    .isEmpty();
            write(store, tx -> tx.privacy().forgetMail(EmailAddress.of("dan@customer.example")));
            assertThat(claim(store, "w", NOON, 10)).hasSize(1);
            assertThat(store.<List<TicketId>>read(tx -> tx.privacy().naming(EmailAddress.of(CUSTOMER), 10)))
                    .isEmpty();
            write(second, tx -> tx.privacy().forgetMail(EmailAddress.of(CUSTOMER.toUpperCase(Locale.ROOT))));
            assertThat(ids)
                    .allSatisfy(id -> assertThat(store.<Optional<OutboxRow>>read(
                                    tx -> tx.outbox().find(id)))
                            .isEmpty());
        }

        private static OutboxRow automatic(EntryId id) {
            EmailAddress from = EmailAddress.of("support@acme.example");
            OutboundEmail mail = new OutboundEmail(
                    id,
                    new OutboundEmail.Envelope(from, List.of(EmailAddress.of(CUSTOMER))),
                    Mailbox.of(from),
                    from,
                    List.of(Mailbox.of(EmailAddress.of(CUSTOMER))),
                    List.of(),
                    new HeaderText("Your link"),
                    ThreadHeaders.beginning(new MessageId("desk.auto@acme.example")),
                    Instant.parse("2026-03-01T12:00:00Z"),
                    new OutboundEmail.Body("Here", "<p>Here</p>"),
                    List.of(),
                    "marker",
                    true);
            List<Recipient> to = List.of(new Recipient(EmailAddress.of(CUSTOMER), State.QUEUED, null));
            EmailDelivery delivery = new EmailDelivery(id, State.QUEUED, null, to, 0, null, NOON);
            return new OutboxRow(null, delivery, NOON, 0, null, mail);
        }

        @Test
        void saysWhatWaitsUpToTheNumberAskedFor() {
            assertThat(store.<OutboxBacklog>read(tx -> tx.outbox().backlog(10)))
                    .isEqualTo(new OutboxBacklog(0, 0, null));
            Ticket ticket = saved(ticket(1));
            queued(ticket, NOON.plusSeconds(60));
            OutboxRow first = queued(ticket, NOON.minusSeconds(60));
            queued(ticket, NOON);
            assertThat(second.<OutboxBacklog>read(tx -> tx.outbox().backlog(10)))
                    .isEqualTo(new OutboxBacklog(3, 0, first));
            assertThat(second.<OutboxBacklog>read(tx -> tx.outbox().backlog(2)).waiting())
                    .isEqualTo(2);
            OutboxRow claimed = claim(store, "w", NOON, 1).get(0);
            EmailDelivery was = claimed.delivery();
            EmailDelivery aside = new EmailDelivery(
                    was.reply(), State.QUARANTINED, null, was.recipients(), was.attempts(), "died", NOON);
            assertThat(replace(store, claimed, new OutboxRow(claimed.ticket(), aside, NOON, 1, null, null)))
                    .isTrue();
            OutboxBacklog after = second.read(tx -> tx.outbox().backlog(10));
            assertThat(after.waiting()).isEqualTo(2);
            assertThat(after.setAside()).isOne();
        }

        @Test
        void deletesTheMailsOfATicket() {
            Ticket ticket = saved(ticket(1));
            OutboxRow row = queued(ticket, NOON);
            write(store, tx -> tx.outbox().deleteAll(ticket.id()));
            assertThat(second.<Optional<OutboxRow>>read(tx -> tx.outbox().find(row.reply())))
                    .isEmpty();
        }
    }

    @Nested
    class Receipts {
        private static Receipt receipt(String key, Instant at) {
            return new Receipt(
                    ReceiptId.mint(), "mailgun", key, AttachmentId.mint(NOON), at, Receipt.State.ACCEPTED, null);
        }

        @Test
        void recordsADeliveryOnce() {
            Receipt first = receipt("token", NOON);
            assertThat(store.<Boolean>commit(tx -> tx.receipts().insert(first))).isTrue();
            assertThat(second.<Boolean>commit(tx -> tx.receipts().insert(receipt("token", NOON))))
                    .isFalse();
            assertThat(second.<Optional<Receipt>>read(tx -> tx.receipts().findByKey("mailgun", "token")))
                    .contains(first);
            assertThat(second.<Optional<Receipt>>read(tx -> tx.receipts().find(first.id())))
                    .contains(first);
            assertThat(second.<Optional<Receipt>>read(tx -> tx.receipts().findByKey("postmark", "token")))
                    .isEmpty();
        }

        @Test
        void findsWhatWasNeverFinishedOldestFirst() {
            Receipt old = receipt("1", NOON.minusSeconds(20));
            Receipt older = receipt("2", NOON.minusSeconds(30));
            Receipt done = receipt("3", NOON.minusSeconds(40));
            Receipt young = receipt("4", NOON);
            write(store, tx -> List.of(old, older, done, young).forEach(tx.receipts()::insert));
            write(store, tx -> tx.receipts().update(done.as(Receipt.State.FINISHED, "OPENED")));
            List<Receipt> found = second.read(tx -> tx.receipts().inState(Receipt.State.ACCEPTED, NOON, 10));
            assertThat(found).containsExactly(older, old);
        }

        @Test
        void letsOneOfManyClaimAMessage() throws Exception {
            MessageKey key = new MessageKey("a".repeat(64), "b".repeat(64), "new");
            List<Boolean> won = java.util.Collections.synchronizedList(new ArrayList<>());
            race(6, i -> {
                TicketStore mine = i % 2 == 0 ? store : second;
                TicketId ticket = TicketId.mint();
                return won.add(mine.commit(tx -> tx.receipts().claim(key, ticket)));
            });
            assertThat(won).hasSize(6).containsOnlyOnce(true);
            assertThat(store.<Optional<TicketId>>read(tx -> tx.receipts().claimedBy(key)))
                    .isPresent();
        }

        @Test
        void goesOnAfterAClaimThatWasTaken() {
            MessageKey key = new MessageKey("a".repeat(64), "b".repeat(64), "new");
            TicketId first = TicketId.mint();
            write(store, tx -> tx.receipts().claim(key, first));
            Ticket ticket = ticket(1);
            write(second, tx -> {
                assertThat(tx.receipts().claim(key, ticket.id())).isFalse();
                tx.tickets().insert(ticket);
            });
            assertThat(store.<Optional<Ticket>>read(tx -> tx.tickets().find(ticket.id())))
                    .contains(ticket);
            assertThat(store.<Optional<TicketId>>read(tx -> tx.receipts().claimedBy(key)))
                    .contains(first);
        }

        @Test
        void freesTheClaimsOfADeletedTicket() {
            MessageKey key = new MessageKey("a".repeat(64), "b".repeat(64), "new");
            TicketId ticket = TicketId.mint();
            write(store, tx -> tx.receipts().claim(key, ticket));
            assertThat(store.<List<String>>join(tx -> tx.receipts().deleteClaims(ticket)))
                    .containsExactly(key.message());
            assertThat(second.<Boolean>commit(tx -> tx.receipts().claim(key, TicketId.mint())))
                    .isTrue();
        }
    }

    @Nested
    class Keys {
        private Optional<KeyedRow> found(String group, String key) {
            return second.read(tx -> tx.keys().find(group, key));
        }

        @Test
        void readsBackEveryFieldOfARow() {
            KeyedRow row = new KeyedRow("saved-reply", "k-1", "Grüße\n\tname", 1, NOON);
            KeyedRow bare = KeyedRow.of("link:x", "K-1", "");
            write(store, tx -> {
                tx.keys().insert(row);
                tx.keys().insert(bare);
            });
            assertThat(found("saved-reply", "k-1")).contains(row);
            assertThat(found("link:x", "K-1")).contains(bare);
            assertThat(found("link:x", "k-1")).isEmpty();
            assertThat(found("link", "K-1")).isEmpty();
        }

        @Test
        void addsAKeyOnce() throws Exception {
            List<Boolean> added = race(
                    6,
                    i -> (i % 2 == 0 ? store : second)
                            .<Boolean>join(tx -> tx.keys().insert(KeyedRow.of("g", "k", "of " + i))));
            assertThat(added).containsOnlyOnce(true);
            String value = found("g", "k").orElseThrow().value();
            assertThat(value).isEqualTo("of " + added.indexOf(true));
        }

        @Test
        void replacesOnlyTheRowThatTheCallerKnows() {
            KeyedRow first = KeyedRow.of("g", "k", "one");
            write(store, tx -> tx.keys().insert(first));
            KeyedRow next = first.with("two").until(NOON);
            assertThat(second.<Boolean>join(tx -> tx.keys().replace(next))).isTrue();
            assertThat(store.<Boolean>join(tx -> tx.keys().replace(first.with("three"))))
                    .isFalse();
            assertThat(store.<Boolean>join(tx ->
                            tx.keys().replace(KeyedRow.of("g", "none", "x").with("y"))))
                    .isFalse();
            assertThat(found("g", "k")).contains(next);
        }

        @Test
        void tellsOneOfManyThatItRemovedARow() throws Exception {
            write(store, tx -> tx.keys().insert(KeyedRow.of("g", "k", "")));
            List<Boolean> removed = race(
                    6,
                    i -> (i % 2 == 0 ? store : second)
                            .<Boolean>join(tx -> tx.keys().delete("g", "k")));
            assertThat(removed).containsOnlyOnce(true);
        }

        @Test
        void listsAGroupByKeyInPages() {
            for (String key : List.of("c", "a", "d", "b")) {
                write(store, tx -> tx.keys().insert(KeyedRow.of("g", key, "")));
            }
            write(store, tx -> tx.keys().insert(KeyedRow.of("other", "aa", "")));
            List<KeyedRow> first = second.read(tx -> tx.keys().list("g", null, 3));
            assertThat(first).extracting(KeyedRow::key).containsExactly("a", "b", "c");
            List<KeyedRow> rest = second.read(tx -> tx.keys().list("g", "c", 3));
            assertThat(rest).extracting(KeyedRow::key).containsExactly("d");
        }

        @Test
        void removesWhatHasExpiredAndNothingElse() {
            write(store, tx -> {
                tx.keys().insert(KeyedRow.of("g", "for-ever", ""));
                tx.keys().insert(KeyedRow.of("g", "now", "").until(NOON));
                tx.keys().insert(KeyedRow.of("g", "over-1", "").until(NOON.minusSeconds(1)));
                tx.keys().insert(KeyedRow.of("g", "over-2", "").until(NOON.minusSeconds(2)));
            });
            assertThat(second.<Integer>commit(tx -> tx.keys().deleteExpired(NOON, 1)))
                    .isOne();
            assertThat(second.<Integer>commit(tx -> tx.keys().deleteExpired(NOON, 9)))
                    .isOne();
            List<KeyedRow> left = store.read(tx -> tx.keys().list("g", null, 9));
            assertThat(left).extracting(KeyedRow::key).containsExactly("for-ever", "now");
        }
    }

    @Nested
    class Privacy {
        private static final EmailAddress WHO = EmailAddress.of("Jo_e%!@customer.example");

        private List<TicketId> naming() {
            return second.read(tx -> tx.privacy().naming(WHO, 10));
        }

        @Test
        void findsWhereAnAddressIsNamedAndNowhereElse() {
            EmailAddress similar = EmailAddress.of("xjo_e%!@customer.example");
            EmailAddress wild = EmailAddress.of("JoXeYY!@customer.example");
            Ticket contact = saved(ticket(1).toBuilder()
                    .contact(new Contact(null, EmailAddress.of("jO_E%!@customer.example")))
                    .build());
            Ticket participant = saved(ticket(2).toBuilder()
                    .participants(List.of(
                            new Participant(new Mailbox("A", similar), Participant.State.ACCEPTED),
                            new Participant(new Mailbox("Joe", WHO), Participant.State.REFUSED)))
                    .build());
            Ticket sender = saved(ticket(3));
            Ticket recipient = saved(ticket(4));
            Ticket others = saved(ticket(5).toBuilder()
                    .contact(new Contact(null, similar))
                    .participants(List.of(new Participant(Mailbox.of(wild), Participant.State.ACCEPTED)))
                    .build());
            AgentReply reply = replyOn(recipient, 1);
            AgentReply other = replyOn(others, 1);
            write(store, tx -> {
                tx.entries().append(message(sender, WHO));
                tx.entries().append(reply);
                tx.entries().append(other);
                tx.outbox().insert(mailTo(reply, similar, WHO));
                tx.outbox().insert(mailTo(other, similar, wild));
            });
            assertThat(naming()).containsExactlyInAnyOrder(contact.id(), participant.id(), sender.id(), recipient.id());
        }

        private static CustomerMessage message(Ticket on, EmailAddress from) {
            return new CustomerMessage(
                    EntryId.mint(),
                    on.id(),
                    1,
                    NOON,
                    Mailbox.of(from),
                    MessageBody.of("Hello"),
                    Audience.EVERYONE,
                    Set.of(),
                    List.of());
        }

        private static OutboxRow mailTo(AgentReply reply, EmailAddress... to) {
            List<Recipient> recipients = java.util.Arrays.stream(to)
                    .map(address -> new Recipient(address, State.SENT, "250 Ok"))
                    .toList();
            return new OutboxRow(
                    reply.ticket(),
                    new EmailDelivery(reply.id(), State.SENT, null, recipients, 1, null, NOON),
                    NOON,
                    1,
                    null,
                    null);
        }

        @Test
        void forgetsWhatTagsWereCalled() {
            TicketId id = TicketId.mint();
            TicketEvent tags =
                    new TicketEvent.FieldChanged(id, NOON, "agent:ann", TicketEvent.Field.TAGS, "secret", "secret,x");
            TicketEvent status =
                    new TicketEvent.FieldChanged(id, NOON, "agent:ann", TicketEvent.Field.STATUS, "OPEN", "CLOSED");
            write(store, tx -> tx.events().append(List.of(tags, status)));
            write(store, tx -> tx.privacy().forgetTags(id));
            assertThat(second.<List<TicketEvent>>read(tx -> tx.events().ofTicket(id)))
                    .containsExactly(
                            new TicketEvent.FieldChanged(id, NOON, "agent:ann", TicketEvent.Field.TAGS, null, null),
                            status);
        }

        @Test
        void knowsWhichFilesARowNames() {
            Ticket ticket = saved(ticket(1));
            Attachment file = attachment("a.png");
            AttachmentId raw = AttachmentId.mint(NOON);
            AttachmentId orphan = AttachmentId.mint(NOON);
            write(store, tx -> {
                tx.entries().append(replyOn(ticket, 1, file));
                tx.receipts()
                        .insert(new Receipt(ReceiptId.mint(), "raw", "1", raw, NOON, Receipt.State.ACCEPTED, null));
            });
            assertThat(second.<Set<AttachmentId>>read(tx -> tx.privacy().named(List.of(file.id(), raw, orphan))))
                    .containsExactlyInAnyOrder(file.id(), raw);
            assertThat(second.<Set<AttachmentId>>read(tx -> tx.privacy().named(List.of())))
                    .isEmpty();
        }
    }

    @Nested
    class Events {
        @Test
        void readsBackEveryKindOfEventInOrder() {
            TicketId id = TicketId.mint();
            EntryId entry = EntryId.mint();
            List<TicketEvent> events = List.of(
                    new TicketEvent.Opened(id, NOON, "agent:ann"),
                    new TicketEvent.FieldChanged(
                            id, NOON, "agent:ann", TicketEvent.Field.STATUS, "OPEN", "IN_PROGRESS"),
                    new TicketEvent.FieldChanged(id, NOON, "agent:ann", TicketEvent.Field.ASSIGNEE, null, "ann"),
                    new TicketEvent.FieldChanged(id, NOON, "agent:ann", TicketEvent.Field.CONTACT, null, null),
                    new TicketEvent.Replied(id, NOON, "agent:ann", entry),
                    new TicketEvent.Noted(id, NOON, "agent:ann", entry),
                    new TicketEvent.MessageReceived(id, NOON, "system:mail", entry),
                    new TicketEvent.DeliveryChanged(id, NOON, "system:outbox", entry, State.SENT),
                    new TicketEvent.DeliveryLate(id, NOON, "system:outbox", entry),
                    new TicketEvent.Merged(id, NOON, "agent:ann", TicketId.mint(), Status.PENDING),
                    new TicketEvent.Unmerged(id, NOON, "agent:ann", TicketId.mint()),
                    new TicketEvent.Split(id, NOON, "agent:ann", entry, TicketId.mint()),
                    new TicketEvent.Erased(id, NOON, "agent:ann"),
                    new TicketEvent.Deleted(id, NOON, "agent:ann"));
            write(store, tx -> tx.events().append(events));
            write(store, tx -> tx.events().append(List.of(new TicketEvent.Opened(TicketId.mint(), NOON, "agent:ben"))));
            assertThat(second.<List<TicketEvent>>read(tx -> tx.events().ofTicket(id)))
                    .isEqualTo(events);
        }

        @Test
        void numbersCommittedEventsWithoutGapsAndSkipsNone() {
            TicketId id = TicketId.mint();
            for (int i = 0; i < 5; i++) {
                Instant at = NOON.plusSeconds(i);
                write(store, tx -> tx.events().append(List.of(new TicketEvent.Opened(id, at, "agent:ann"))));
            }
            assertThat(second.<List<TicketFeed.Numbered>>read(tx -> tx.events().after(0, 10)))
                    .isEmpty();
            int numbered = second.commit(tx -> tx.events().number(3));
            numbered += store.commit(tx -> tx.events().number(100));
            assertThat(numbered).isEqualTo(5);
            List<TicketFeed.Numbered> all = store.read(tx -> tx.events().after(0, 10));
            assertThat(all.stream().map(TicketFeed.Numbered::position)).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(all.stream().map(n -> n.event().at()).toList())
                    .isEqualTo(IntStream.range(0, 5).mapToObj(NOON::plusSeconds).toList());
            assertThat(store.<List<TicketFeed.Numbered>>read(tx -> tx.events().after(3, 1)))
                    .containsExactly(all.get(3));
        }

        @Test
        void numbersEachEventOnceWhenManyReadersDo() throws Exception {
            TicketId id = TicketId.mint();
            race(4, i -> {
                TicketStore mine = i % 2 == 0 ? store : second;
                for (int n = 0; n < 10; n++) {
                    write(mine, tx -> tx.events().append(List.of(new TicketEvent.Opened(id, NOON, "agent:ann"))));
                    mine.commit(tx -> tx.events().number(100));
                }
                return true;
            });
            store.commit(tx -> tx.events().number(100));
            List<TicketFeed.Numbered> all = store.read(tx -> tx.events().after(0, 100));
            assertThat(all.stream().map(TicketFeed.Numbered::position).toList())
                    .isEqualTo(LongStream.rangeClosed(1, 40).boxed().toList());
        }
    }

    @Nested
    class Transactions {
        @Test
        void rollsBackEverythingWhenTheWorkThrows() {
            Ticket ticket = ticket(1);
            AtomicInteger told = new AtomicInteger();
            assertThatThrownBy(() -> write(store, tx -> {
                        tx.tickets().insert(ticket);
                        tx.entries().append(replyOn(ticket, 1));
                        tx.events().append(List.of(new TicketEvent.Opened(ticket.id(), NOON, "agent:ann")));
                        tx.afterCommit(told::incrementAndGet);
                        throw new IllegalArgumentException("mine");
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("mine");
            assertThat(told).hasValue(0);
            assertThat(store.<Optional<Ticket>>read(tx -> tx.tickets().find(ticket.id())))
                    .isEmpty();
            assertThat(store.<List<ThreadEntry>>read(tx -> tx.entries().thread(ticket.id(), 0)))
                    .isEmpty();
            assertThat(store.<List<TicketEvent>>read(tx -> tx.events().ofTicket(ticket.id())))
                    .isEmpty();
        }

        @Test
        void joinsTheHostsTransactionAndGoesWithIt() {
            Ticket ticket = ticket(1);
            AtomicInteger told = new AtomicInteger();
            rolledBack(store, () -> {
                assertThat(store.insideTransaction()).isTrue();
                write(store, tx -> {
                    tx.tickets().insert(ticket);
                    tx.afterCommit(told::incrementAndGet);
                });
                assertThat(store.<Optional<Ticket>>read(tx -> tx.tickets().find(ticket.id())))
                        .contains(ticket);
            });
            assertThat(store.insideTransaction()).isFalse();
            assertThat(told).hasValue(0);
            assertThat(second.<Optional<Ticket>>read(tx -> tx.tickets().find(ticket.id())))
                    .isEmpty();
        }

        @Test
        void commitsItsOwnWorkAlsoInsideTheHostsTransaction() {
            List<Long> reserved = new ArrayList<>();
            rolledBack(store, () -> reserved.add(store.commit(tx -> tx.tickets().reserveNumbers(5))));
            long next = second.commit(tx -> tx.tickets().reserveNumbers(1));
            assertThat(next).isEqualTo(reserved.get(0) + 5);
        }

        @Test
        void runsWhatWasAskedForAfterTheCommit() {
            Ticket ticket = ticket(1);
            List<Boolean> inside = new ArrayList<>();
            write(store, tx -> {
                tx.tickets().insert(ticket);
                tx.afterCommit(() -> inside.add(second.<Boolean>read(
                        other -> other.tickets().find(ticket.id()).isPresent())));
            });
            assertThat(inside).containsExactly(true);
        }

        @Test
        void keepsWorkspacesApart() {
            TicketStore elsewhere = open(new Workspace("contract-elsewhere-" + WORKSPACES.incrementAndGet()));
            Ticket ticket = saved(ticket(1));
            MessageId mail = new MessageId("m@mail.example");
            write(store, tx -> {
                tx.entries().append(replyOn(ticket, 1));
                tx.entries().remember(new MailReference(mail, ticket.id(), null, true));
                tx.events().append(List.of(new TicketEvent.Opened(ticket.id(), NOON, "agent:ann")));
            });
            store.commit(tx -> tx.events().number(10));
            assertThat(elsewhere.<Optional<Ticket>>read(tx -> tx.tickets().find(ticket.id())))
                    .isEmpty();
            assertThat(elsewhere.<Optional<Ticket>>join(tx -> tx.tickets().lock(ticket.id())))
                    .isEmpty();
            assertThat(elsewhere.<List<Ticket>>read(tx -> tx.tickets().page(List.of(), TicketSort.NEWEST, null, 10)))
                    .isEmpty();
            assertThat(elsewhere.<Long>read(tx -> tx.tickets().counts(List.of()).all()))
                    .isZero();
            assertThat(elsewhere.<List<ThreadEntry>>read(tx -> tx.entries().thread(ticket.id(), 0)))
                    .isEmpty();
            assertThat(elsewhere.<List<MailReference>>read(tx -> tx.entries().known(List.of(mail))))
                    .isEmpty();
            assertThat(elsewhere.<List<TicketFeed.Numbered>>read(
                            tx -> tx.events().after(0, 10)))
                    .isEmpty();
            write(elsewhere, tx -> tx.tickets().delete(ticket.id()));
            assertThat(store.<Optional<Ticket>>read(tx -> tx.tickets().find(ticket.id())))
                    .contains(ticket);
        }
    }

    @Nested
    class Attachments extends AttachmentStoreContract {
        private static final byte[] BYTES = "several pieces ".repeat(20_000).getBytes(StandardCharsets.US_ASCII);

        @Override
        protected AttachmentStore first() {
            return store.attachments();
        }

        @Override
        protected AttachmentStore other() {
            return second.attachments();
        }

        @Test
        void keepsBytesTogetherWithWhatNamesThem() throws IOException {
            AttachmentId id = AttachmentId.mint(NOON);
            Receipt receipt = new Receipt(ReceiptId.mint(), "raw", "1", id, NOON, Receipt.State.ACCEPTED, null);
            write(store, tx -> {
                tx.receipts().insert(receipt);
                put(tx.attachments(), id, BYTES);
                assertThat(opened(tx.attachments(), id)).isEqualTo(BYTES);
            });
            assertThat(second.<Optional<Receipt>>read(tx -> tx.receipts().find(receipt.id())))
                    .contains(receipt);
            assertThat(opened(second.attachments(), id)).isEqualTo(BYTES);
            write(second, tx -> delete(tx.attachments(), id));
            assertThat(store.attachments().list(null, 10)).isEmpty();
        }

        @Test
        void undoesWhatAFailedTransactionDidToBytes() throws IOException {
            AttachmentId before = AttachmentId.mint(NOON);
            put(store.attachments(), before, BYTES);
            assertThatThrownBy(() -> write(store, tx -> {
                        put(tx.attachments(), AttachmentId.mint(NOON.plusSeconds(1)), BYTES);
                        delete(tx.attachments(), before);
                        throw new IllegalArgumentException("mine");
                    }))
                    .hasMessage("mine");
            assertThat(second.attachments().list(null, 10)).containsExactly(before);
            assertThat(opened(second.attachments(), before)).isEqualTo(BYTES);
        }

        @Test
        void goesWithTheHostsTransactionOnlyWhenItIsPartOfIt() throws IOException {
            AttachmentId apart = AttachmentId.mint(NOON);
            rolledBack(store, () -> {
                write(store, tx -> put(tx.attachments(), AttachmentId.mint(NOON.plusSeconds(1)), BYTES));
                put(store.attachments(), apart, BYTES);
            });
            assertThat(second.attachments().list(null, 10)).containsExactly(apart);
        }

        private static void put(AttachmentStore place, AttachmentId id, byte[] bytes) {
            try {
                place.put(id, new ByteArrayInputStream(bytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(AttachmentStore place, AttachmentId id) {
            try {
                place.delete(id);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static byte[] opened(AttachmentStore place, AttachmentId id) {
            try (InputStream bytes = place.open(id).orElseThrow()) {
                return bytes.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Starts everybody at once and returns what they returned; what one of them throws fails the test. */
    static <T> List<T> race(int threads, Racer<T> racer) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<T>> all = IntStream.range(0, threads)
                    .<Callable<T>>mapToObj(i -> () -> {
                        start.await(30, TimeUnit.SECONDS);
                        return racer.run(i);
                    })
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> future : executor.invokeAll(all, 120, TimeUnit.SECONDS)) {
                results.add(future.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    interface Racer<T> {
        T run(int index) throws Exception;
    }
}
