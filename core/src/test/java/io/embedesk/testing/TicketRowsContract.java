package io.embedesk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.AgentReply;
import io.embedesk.Contact;
import io.embedesk.Participant;
import io.embedesk.PendingReason;
import io.embedesk.Priority;
import io.embedesk.Source;
import io.embedesk.Status;
import io.embedesk.StatusCounts;
import io.embedesk.StorageException;
import io.embedesk.Ticket;
import io.embedesk.TicketConflictException;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.TicketOrigin;
import io.embedesk.TicketSort;
import io.embedesk.TicketTimes;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.spi.PagePosition;
import io.embedesk.spi.TicketStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a store promises about tickets. */
abstract class TicketRowsContract extends StorePartContract {
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
                tx -> tx.tickets().update(first, first.toBuilder().version(2).build()));
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
        long all =
                store.read(tx -> tx.tickets().counts(List.of(TicketFilter.ALL)).all());
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
        Ticket second = saved(
                ticket(3).toBuilder().mergedInto(first.id()).root(survivor.id()).build());
        assertThat(absorbed(survivor)).containsExactlyInAnyOrder(first, second);
        assertThat(absorbed(first)).isEmpty();
        Ticket free = second.toBuilder().version(2).mergedInto(null).root(null).build();
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
                            .times(TicketTimes.opened(NOON.plusSeconds(number)).updated(NOON.plusSeconds(2L * number)))
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
        long open =
                store.read(tx -> tx.tickets().counts(List.of(TicketFilter.ALL)).of(Status.OPEN));
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
                List.of(all.priority(Priority.LOW), all.assignee("ann", "ben").orUnassigned()),
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
