package io.embedesk.internal.memory;

import io.embedesk.EntryId;
import io.embedesk.StorageException;
import io.embedesk.TicketId;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.spi.OutboxBacklog;
import io.embedesk.spi.OutboxRow;
import io.embedesk.spi.OutboxRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

record MemoryOutbox(MemoryTables tables, Undo undo) implements OutboxRows {
    @Override
    public void insert(OutboxRow row) {
        if (tables.outbox.containsKey(row.reply())) {
            throw new StorageException(
                    "Reply " + row.reply() + " has a mail", new IllegalStateException("duplicate key"));
        }
        undo.put(tables.outboxNumbers, row.reply(), tables.nextOutboxNumber++);
        put(row);
        if (row.ticket() != null) {
            undo.add(tables.outboxByTicket.computeIfAbsent(row.ticket(), t -> new ArrayList<>()), row.reply());
        }
    }

    private void put(OutboxRow row) {
        OutboxRow before = tables.outbox.get(row.reply());
        undo.put(tables.outbox, row.reply(), row);
        if (before != null) {
            unlist(before);
        }
        NavigableMap<Turn, OutboxRow> list = list(row);
        if (list != null) {
            undo.put(list, turn(row), row);
        }
    }

    private void unlist(OutboxRow row) {
        NavigableMap<Turn, OutboxRow> list = list(row);
        if (list != null) {
            undo.remove(list, turn(row));
        }
    }

    private @Nullable NavigableMap<Turn, OutboxRow> list(OutboxRow row) {
        return switch (row.delivery().state()) {
            case QUEUED -> tables.waiting;
            case SENDING -> tables.leased;
            default -> null;
        };
    }

    private Turn turn(OutboxRow row) {
        return Turn.of(row, Objects.requireNonNull(tables.outboxNumbers.get(row.reply())));
    }

    @Override
    public Optional<OutboxRow> find(EntryId reply) {
        return Optional.ofNullable(tables.outbox.get(reply));
    }

    @Override
    public List<OutboxRow> ofTicket(TicketId ticket) {
        return tables.outboxByTicket.getOrDefault(ticket, List.of()).stream()
                .map(reply -> Objects.requireNonNull(tables.outbox.get(reply)))
                .toList();
    }

    @Override
    public List<OutboxRow> claim(String owner, Instant now, Duration leaseFor, int limit) {
        List<OutboxRow> found = new ArrayList<>();
        // What a worker has left behind is little: as much as was on its way when it died.
        addDue(found, tables.leased, now, Integer.MAX_VALUE);
        addDue(found, tables.waiting, now, limit);
        List<OutboxRow> due = found.stream()
                .sorted(Comparator.comparing(OutboxRow::dueAt))
                .limit(limit)
                .map(row -> row.claimed(owner, now, now.plus(leaseFor)))
                .toList();
        due.forEach(this::put);
        return due;
    }

    /** By hand: a stream of a part of a tree counts all of that part first. */
    private static void addDue(List<OutboxRow> found, NavigableMap<Turn, OutboxRow> rows, Instant now, int most) {
        Turn last = Turn.upTo(now);
        int left = most;
        for (Map.Entry<Turn, OutboxRow> row : rows.entrySet()) {
            if (left-- == 0 || row.getKey().compareTo(last) > 0) {
                return;
            }
            found.add(row.getValue());
        }
    }

    @Override
    public boolean replace(OutboxRow known, OutboxRow next) {
        OutboxRow row = tables.outbox.get(known.reply());
        if (row == null || !row.sameClaim(known)) {
            return false;
        }
        put(next);
        return true;
    }

    @Override
    public OutboxBacklog backlog(int most) {
        long setAside = tables.outbox.values().stream()
                .filter(row -> row.delivery().state() == State.QUARANTINED)
                .limit(most)
                .count();
        var first = tables.waiting.firstEntry();
        return new OutboxBacklog(
                Math.min(tables.waiting.size(), most), (int) setAside, first == null ? null : first.getValue());
    }

    @Override
    public void delete(EntryId reply) {
        OutboxRow row = undo.remove(tables.outbox, reply);
        if (row == null) {
            return;
        }
        unlist(row);
        undo.remove(tables.outboxNumbers, reply);
        if (row.ticket() != null) {
            undo.removeFrom(tables.outboxByTicket.getOrDefault(row.ticket(), List.of()), List.of(reply));
        }
    }

    @Override
    public void deleteAll(TicketId ticket) {
        List.copyOf(tables.outboxByTicket.getOrDefault(ticket, List.of())).forEach(this::delete);
        undo.remove(tables.outboxByTicket, ticket);
    }
}
