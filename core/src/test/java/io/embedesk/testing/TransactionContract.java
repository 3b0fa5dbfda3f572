package io.embedesk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketSort;
import io.embedesk.email.MessageId;
import io.embedesk.event.TicketEvent;
import io.embedesk.event.TicketFeed;
import io.embedesk.spi.MailReference;
import io.embedesk.spi.TicketStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a store promises about a transaction as a whole. */
abstract class TransactionContract extends StorePartContract {
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
        contract().rolledBack(store, () -> {
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
        contract()
                .rolledBack(
                        store,
                        () -> reserved.add(store.commit(tx -> tx.tickets().reserveNumbers(5))));
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
        TicketStore elsewhere = contract().open(RowsContract.newWorkspace());
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
        assertThat(elsewhere.<List<TicketFeed.Numbered>>read(tx -> tx.events().after(0, 10)))
                .isEmpty();
        write(elsewhere, tx -> tx.tickets().delete(ticket.id()));
        assertThat(store.<Optional<Ticket>>read(tx -> tx.tickets().find(ticket.id())))
                .contains(ticket);
    }
}
