package io.embedesk.jpa.internal;

import io.embedesk.TicketId;
import io.embedesk.event.TicketEvent;
import io.embedesk.event.TicketFeed;
import io.embedesk.spi.EventRows;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Events are numbered under a lock, once they are committed: a cursor over their ids would skip those that commit late. */
record JpaEvents(Rows rows, Counters counters) implements EventRows {
    private static final int NUMBERED_AT_ONCE = 100;

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
                select e.id from EmbedeskEvent e where e.workspace = :workspace and e.position is null
                order by e.place, e.id
                """;
        List<String> events = rows.list(String.class, jpql, Map.of(), limit);
        if (events.isEmpty()) {
            return 0;
        }
        long position = counters.take(rows.em(), "events", events.size());
        for (int i = 0; i < events.size(); i += NUMBERED_AT_ONCE) {
            number(events.subList(i, Math.min(events.size(), i + NUMBERED_AT_ONCE)), position + i);
        }
        return events.size();
    }

    private void number(List<String> events, long first) {
        String offsets = IntStream.range(0, events.size())
                .mapToObj(i -> " when ?" + (i + 3) + " then " + i)
                .collect(Collectors.joining());
        rows.run(
                "update embedesk_event set feed_position = ?2 + case id" + offsets
                        + " end where workspace = ?1 and id in (" + Rows.places(3, events.size()) + ")",
                Rows.with(events, rows.workspace().id(), first));
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
