package io.embedesk.jpa.internal;

import io.embedesk.TicketId;
import io.embedesk.event.TicketEvent;
import io.embedesk.event.TicketFeed;
import io.embedesk.spi.EventRows;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Events are numbered under a lock, once they are committed: a cursor over their ids would skip those that commit late. */
record JpaEvents(Rows rows, Counters counters) implements EventRows {
    @Override
    public void append(List<TicketEvent> events) {
        events.forEach(event -> rows.insert(EventRow.of(rows.workspace().id(), event)));
    }

    @Override
    public List<TicketEvent> ofTicket(TicketId ticket) {
        String jpql =
                "select e from EmbedeskEvent e where e.workspace = :workspace and e.ticketId = :ticket order by e.place";
        return rows.list(EventRow.class, jpql, Map.of("ticket", ticket.value())).stream()
                .map(EventRow::event)
                .toList();
    }

    @Override
    public int number(int limit) {
        counters.lock(rows.em(), "events");
        String jpql = """
                select e from EmbedeskEvent e where e.workspace = :workspace and e.position is null
                order by e.place, e.id
                """;
        List<EventRow> events = rows.list(EventRow.class, jpql, Map.of(), limit);
        if (events.isEmpty()) {
            return 0;
        }
        long position = counters.take(rows.em(), "events", events.size());
        for (EventRow event : events) {
            rows.update(
                    "update EmbedeskEvent e set e.position = :position where e.workspace = :workspace and e.id = :id",
                    Map.<String, Object>of("position", position++, "id", event.id));
        }
        return events.size();
    }

    @Override
    public List<TicketFeed.Numbered> after(long position, int limit) {
        String jpql = """
                select e from EmbedeskEvent e where e.workspace = :workspace and e.position > :position
                order by e.position
                """;
        return rows.list(EventRow.class, jpql, Map.of("position", position), limit).stream()
                .map(row -> new TicketFeed.Numbered(Objects.requireNonNull(row.position), row.event()))
                .toList();
    }
}
