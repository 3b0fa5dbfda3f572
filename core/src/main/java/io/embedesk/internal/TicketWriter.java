package io.embedesk.internal;

import io.embedesk.Ticket;
import io.embedesk.event.TicketEvent;
import io.embedesk.event.TicketListener;
import io.embedesk.spi.DeskMetrics.Counted;
import io.embedesk.spi.TicketTransaction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what the rules decided: the ticket, its events, and the news for listeners once both are committed. */
final class TicketWriter {
    private static final Logger LOG = LoggerFactory.getLogger(TicketWriter.class);
    private static final int NUMBER_BLOCK = 10;

    private final DeskParts parts;
    private final ReentrantLock numbers = new ReentrantLock();
    private final Deque<Long> free = new ArrayDeque<>();

    TicketWriter(DeskParts parts) {
        this.parts = parts;
    }

    void insert(TicketTransaction tx, TicketRules.Ruled ruled) {
        tx.tickets().insert(ruled.ticket());
        publish(tx, ruled.events());
    }

    Ticket update(TicketTransaction tx, Ticket known, TicketRules.Ruled ruled) {
        tx.tickets().update(known, ruled.ticket());
        publish(tx, ruled.events());
        return ruled.ticket();
    }

    void publish(TicketTransaction tx, List<TicketEvent> events) {
        tx.events().append(events);
        tx.afterCommit(() -> events.forEach(this::tell));
    }

    private void tell(TicketEvent event) {
        parts.metered().count(Counted.EVENTS, event.getClass().getSimpleName());
        for (TicketListener listener : parts.listeners()) {
            try {
                listener.on(event);
            } catch (RuntimeException e) {
                parts.metered()
                        .count(Counted.LISTENER_FAILURES, event.getClass().getSimpleName());
                LOG.warn(
                        "A listener failed on {} of ticket {}; the change itself is committed.",
                        event.getClass().getSimpleName(),
                        event.ticket(),
                        e);
            }
        }
    }

    /**
     * Numbers come in blocks from a transaction of their own, so that an open within a long one of the host blocks nobody. Not
     * to be called inside one of ours: it would hold a connection while it waits for another.
     */
    long takeNumber() {
        numbers.lock();
        try {
            if (free.isEmpty()) {
                long first = parts.store().commit(tx -> tx.tickets().reserveNumbers(NUMBER_BLOCK));
                LongStream.range(first, first + NUMBER_BLOCK).forEach(free::add);
            }
            return free.remove();
        } finally {
            numbers.unlock();
        }
    }

    /** A number that was taken in case a ticket would be opened, and none was. */
    void giveBack(long number) {
        numbers.lock();
        try {
            free.addFirst(number);
        } finally {
            numbers.unlock();
        }
    }
}
