package io.embedesk.spi;

import io.embedesk.TicketId;
import io.embedesk.event.TicketEvent;
import io.embedesk.event.TicketFeed;
import java.util.List;

/** The event log, in a transaction. */
public interface EventRows {
    /**
     * Records what happened, without a number.
     *
     * @param events in their order
     */
    void append(List<TicketEvent> events);

    /**
     * Reads what happened to a ticket.
     *
     * @param ticket which
     * @return its events, oldest first
     */
    List<TicketEvent> ofTicket(TicketId ticket);

    /**
     * Numbers committed events that have no number yet; only one transaction at a time does. Called within
     * {@link TicketStore#commit}.
     *
     * @param limit how many at the most
     * @return how many it numbered
     */
    int number(int limit);

    /**
     * Reads numbered events.
     *
     * @param position those with a greater number
     * @param limit how many at the most
     * @return the events, by number
     */
    List<TicketFeed.Numbered> after(long position, int limit);
}
