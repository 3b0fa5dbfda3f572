package io.embedesk.internal;

import io.embedesk.Ticket;
import io.embedesk.event.TicketEvent;
import io.embedesk.event.TicketListener;
import io.embedesk.spi.TicketTransaction;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what the rules decided: the ticket, its events, and the news for listeners once both are committed. */
final class TicketWriter {
    private static final Logger LOG = LoggerFactory.getLogger(TicketWriter.class);
    private static final int NUMBER_BLOCK = 10;

    private final DeskParts parts;
    private final ReentrantLock numbers = new ReentrantLock();
    private long nextNumber;
    private long numbersEnd;

    TicketWriter(DeskParts parts) {
        this.parts = parts;
    }

    void insert(TicketTransaction tx, TicketRules.Ruled ruled) {
        tx.tickets().insert(ruled.ticket());
        publish(tx, ruled.events());
    }

    Ticket update(TicketTransaction tx, TicketRules.Ruled ruled) {
        tx.tickets().update(ruled.ticket());
        publish(tx, ruled.events());
        return ruled.ticket();
    }

    void publish(TicketTransaction tx, List<TicketEvent> events) {
        tx.events().append(events);
        if (!parts.listeners().isEmpty()) {
            tx.afterCommit(() -> events.forEach(this::tell));
        }
    }

    private void tell(TicketEvent event) {
        for (TicketListener listener : parts.listeners()) {
            try {
                listener.on(event);
            } catch (RuntimeException e) {
                LOG.warn(
                        "A listener failed on {} of ticket {}; the change itself is committed.",
                        event.getClass().getSimpleName(),
                        event.ticket(),
                        e);
            }
        }
    }

    /** Numbers come in blocks from a transaction of their own, so that an open within a long one of the host blocks nobody. */
    long nextNumber() {
        numbers.lock();
        try {
            if (nextNumber == numbersEnd) {
                nextNumber = parts.store().commit(tx -> tx.tickets().reserveNumbers(NUMBER_BLOCK));
                numbersEnd = nextNumber + NUMBER_BLOCK;
            }
            return nextNumber++;
        } finally {
            numbers.unlock();
        }
    }
}
