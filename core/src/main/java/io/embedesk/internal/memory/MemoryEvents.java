package io.embedesk.internal.memory;

import io.embedesk.TicketId;
import io.embedesk.event.TicketEvent;
import io.embedesk.event.TicketFeed;
import io.embedesk.spi.EventRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Transactions are serial here, so the order of the list is the order of the commits, and numbering moves one mark. */
record MemoryEvents(MemoryTables tables, Undo undo) implements EventRows {
    @Override
    public void append(List<TicketEvent> events) {
        for (TicketEvent event : events) {
            undo.add(
                    tables.eventsByTicket.computeIfAbsent(event.ticket(), t -> new ArrayList<>()),
                    tables.events.size());
            undo.add(tables.events, event);
        }
    }

    @Override
    public List<TicketEvent> ofTicket(TicketId ticket) {
        return tables.eventsByTicket.getOrDefault(ticket, List.of()).stream()
                .map(tables.events::get)
                .toList();
    }

    @Override
    public int number(int limit) {
        int before = tables.numberedEvents;
        int after = Math.min(tables.events.size(), before + limit);
        tables.numberedEvents = after;
        undo.did(() -> tables.numberedEvents = before);
        return after - before;
    }

    @Override
    public List<TicketFeed.Numbered> after(long position, int limit) {
        long end = Math.min(tables.numberedEvents, position + limit);
        return LongStream.range(position, end)
                .mapToObj(i -> new TicketFeed.Numbered(i + 1, tables.events.get((int) i)))
                .toList();
    }
}
