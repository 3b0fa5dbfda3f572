package io.embedesk.internal.memory;

import io.embedesk.Priority;
import io.embedesk.Status;
import io.embedesk.StatusCounts;
import io.embedesk.StorageException;
import io.embedesk.Ticket;
import io.embedesk.TicketConflictException;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.TicketSort;
import io.embedesk.spi.PagePosition;
import io.embedesk.spi.TicketRows;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
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
        put(ticket);
    }

    @Override
    public void update(Ticket known, Ticket next) {
        Ticket before = tables.tickets.get(known.id());
        if (before == null || before.version() != known.version()) {
            throw new TicketConflictException(known.id(), known.version());
        }
        remove(before);
        put(next);
    }

    @Override
    public void delete(TicketId id) {
        find(id).ifPresent(this::remove);
    }

    private void put(Ticket ticket) {
        undo.put(tables.tickets, ticket.id(), ticket);
        if (ticket.mergedInto().isEmpty()) {
            tables.sorted.values().forEach(index -> undo.put(index, PagePosition.of(ticket), ticket.id()));
            count(ticket, 1);
        }
        ticket.root().ifPresent(root -> undo.put(absorbedBy(root), ticket.id(), ticket));
    }

    private NavigableMap<TicketId, Ticket> absorbedBy(TicketId root) {
        return tables.absorbed.computeIfAbsent(root, r -> new TreeMap<>());
    }

    private void remove(Ticket ticket) {
        undo.remove(tables.tickets, ticket.id());
        if (ticket.mergedInto().isEmpty()) {
            tables.sorted.values().forEach(index -> undo.remove(index, PagePosition.of(ticket)));
            count(ticket, -1);
        }
        ticket.root().ifPresent(root -> undo.remove(absorbedBy(root), ticket.id()));
    }

    private void count(Ticket ticket, long more) {
        Map<Status, Long> counts = tables.counts.computeIfAbsent(ticket.priority(), p -> new EnumMap<>(Status.class));
        counts.merge(ticket.status(), more, Long::sum);
        undo.did(() -> counts.merge(ticket.status(), -more, Long::sum));
    }

    @Override
    public List<Ticket> absorbed(TicketId root) {
        return List.copyOf(tables.absorbed.getOrDefault(root, new TreeMap<>()).values());
    }

    @Override
    public List<Ticket> page(List<TicketFilter> filters, TicketSort sort, @Nullable PagePosition after, int limit) {
        NavigableMap<PagePosition, TicketId> index = Objects.requireNonNull(tables.sorted.get(sort));
        return (after == null ? index : index.tailMap(after, false))
                .values().stream()
                        .map(tables.tickets::get)
                        .filter(ticket -> wanted(filters, ticket))
                        .limit(limit)
                        .toList();
    }

    @Override
    public StatusCounts counts(List<TicketFilter> filters) {
        if (filters.stream().allMatch(TicketFilter::isByStatusAndPriority)) {
            return StatusCounts.exact(exact(filters));
        }
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        tables.tickets.values().stream()
                .filter(ticket -> wanted(filters, ticket))
                .forEach(ticket -> counts.merge(ticket.status(), 1L, Long::sum));
        return StatusCounts.upToCap(counts);
    }

    private Map<Status, Long> exact(List<TicketFilter> filters) {
        Map<Status, Long> sum = new EnumMap<>(Status.class);
        tables.counts.forEach((priority, byStatus) -> byStatus.forEach((status, count) -> {
            if (filters.stream().allMatch(filter -> wants(filter, status, priority))) {
                sum.merge(status, count, Long::sum);
            }
        }));
        return sum;
    }

    private static boolean wants(TicketFilter filter, Status status, Priority priority) {
        return (filter.statuses().isEmpty() || filter.statuses().contains(status))
                && (filter.priorities().isEmpty() || filter.priorities().contains(priority));
    }

    @Override
    public long reserveNumbers(int count) {
        long first = tables.nextNumber;
        tables.nextNumber += count;
        undo.did(() -> tables.nextNumber = first);
        return first;
    }

    private boolean wanted(List<TicketFilter> filters, Ticket ticket) {
        return filters.stream().allMatch(filter -> filter.matches(ticket, () -> texts(ticket)));
    }

    private Stream<String> texts(Ticket ticket) {
        return tables.threads.getOrDefault(ticket.id(), List.of()).stream()
                .map(entry -> entry.body().text());
    }
}
