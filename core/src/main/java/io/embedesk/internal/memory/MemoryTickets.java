package io.embedesk.internal.memory;

import io.embedesk.Status;
import io.embedesk.StatusCounts;
import io.embedesk.StorageException;
import io.embedesk.Ticket;
import io.embedesk.TicketConflictException;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.spi.PagePosition;
import io.embedesk.spi.TicketRows;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

record MemoryTickets(MemoryTables tables, Undo undo) implements TicketRows {
    @Override
    public Optional<Ticket> find(TicketId id) {
        return Optional.ofNullable(tables.tickets.get(id));
    }

    /** The storage's lock is held already. */
    @Override
    public Optional<Ticket> lock(TicketId id) {
        return find(id);
    }

    @Override
    public void insert(Ticket ticket) {
        if (tables.tickets.containsKey(ticket.id())) {
            throw new StorageException("Ticket " + ticket.id() + " exists", new IllegalStateException("duplicate key"));
        }
        undo.put(tables.tickets, ticket.id(), ticket);
        undo.put(tables.byAge, position(ticket), ticket.id());
    }

    @Override
    public void update(Ticket ticket) {
        Ticket before = tables.tickets.get(ticket.id());
        long expected = ticket.version() - 1;
        if (before == null || before.version() != expected) {
            throw new TicketConflictException(ticket.id(), expected);
        }
        undo.put(tables.tickets, ticket.id(), ticket);
    }

    @Override
    public void delete(TicketId id) {
        Ticket gone = undo.remove(tables.tickets, id);
        if (gone != null) {
            undo.remove(tables.byAge, position(gone));
        }
    }

    @Override
    public List<Ticket> page(List<TicketFilter> filters, @Nullable PagePosition after, int limit) {
        return (after == null ? tables.byAge : tables.byAge.tailMap(after, false))
                .values().stream()
                        .map(tables.tickets::get)
                        .filter(ticket -> wanted(filters, ticket))
                        .limit(limit)
                        .toList();
    }

    @Override
    public StatusCounts counts(List<TicketFilter> filters) {
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        tables.tickets.values().stream()
                .filter(ticket -> wanted(filters, ticket))
                .forEach(ticket -> counts.merge(ticket.status(), 1L, Long::sum));
        return new StatusCounts(counts);
    }

    @Override
    public long reserveNumbers(int count) {
        long first = tables.nextNumber;
        tables.nextNumber += count;
        undo.did(() -> tables.nextNumber = first);
        return first;
    }

    private static boolean wanted(List<TicketFilter> filters, Ticket ticket) {
        return filters.stream().allMatch(filter -> filter.matches(ticket));
    }

    private static PagePosition position(Ticket ticket) {
        return new PagePosition(ticket.createdAt(), ticket.id());
    }
}
