package io.embedesk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.EntryId;
import io.embedesk.Status;
import io.embedesk.TicketId;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.event.TicketEvent;
import io.embedesk.event.TicketFeed;
import io.embedesk.spi.TicketStore;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a store promises about what happened. */
abstract class EventRowsContract extends StorePartContract {
    @Test
    void readsBackEveryKindOfEventInOrder() {
        TicketId id = TicketId.mint();
        EntryId entry = EntryId.mint();
        List<TicketEvent> events = List.of(
                new TicketEvent.Opened(id, NOON, "agent:ann"),
                new TicketEvent.FieldChanged(id, NOON, "agent:ann", TicketEvent.Field.STATUS, "OPEN", "IN_PROGRESS"),
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
