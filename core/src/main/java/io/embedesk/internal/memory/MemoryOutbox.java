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
import java.util.Objects;
import java.util.Optional;

record MemoryOutbox(MemoryTables tables, Undo undo) implements OutboxRows {
    @Override
    public void insert(OutboxRow row) {
        if (tables.outbox.containsKey(row.reply())) {
            throw new StorageException(
                    "Reply " + row.reply() + " has a mail", new IllegalStateException("duplicate key"));
        }
        put(row);
        if (row.ticket() != null) {
            undo.add(tables.outboxByTicket.computeIfAbsent(row.ticket(), t -> new ArrayList<>()), row.reply());
        }
    }

    private void put(OutboxRow row) {
        undo.put(tables.outbox, row.reply(), row);
        if (row.delivery().state() == State.QUEUED || row.delivery().state() == State.SENDING) {
            undo.put(tables.unsent, row.reply(), row);
        } else {
            undo.remove(tables.unsent, row.reply());
        }
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
        List<OutboxRow> due = tables.unsent.values().stream()
                .filter(row -> row.isDue(now))
                .sorted(Comparator.comparing(OutboxRow::dueAt))
                .limit(limit)
                .map(row -> row.claimed(owner, now, now.plus(leaseFor)))
                .toList();
        due.forEach(this::put);
        return due;
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
        long waiting = tables.unsent.values().stream()
                .filter(row -> row.delivery().state() == State.QUEUED)
                .limit(most)
                .count();
        long setAside = tables.outbox.values().stream()
                .filter(row -> row.delivery().state() == State.QUARANTINED)
                .limit(most)
                .count();
        OutboxRow first = tables.unsent.values().stream()
                .filter(row -> row.delivery().state() == State.QUEUED)
                .min(Comparator.comparing(OutboxRow::dueAt))
                .orElse(null);
        return new OutboxBacklog((int) waiting, (int) setAside, first);
    }

    @Override
    public void delete(EntryId reply) {
        OutboxRow row = undo.remove(tables.outbox, reply);
        undo.remove(tables.unsent, reply);
        if (row != null && row.ticket() != null) {
            undo.removeFrom(tables.outboxByTicket.getOrDefault(row.ticket(), List.of()), List.of(reply));
        }
    }

    @Override
    public void deleteAll(TicketId ticket) {
        List.copyOf(tables.outboxByTicket.getOrDefault(ticket, List.of())).forEach(this::delete);
        undo.remove(tables.outboxByTicket, ticket);
    }
}
