package io.embedesk.internal.memory;

import io.embedesk.EntryId;
import io.embedesk.StorageException;
import io.embedesk.TicketId;
import io.embedesk.spi.OutboxRow;
import io.embedesk.spi.OutboxRows;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

record MemoryOutbox(MemoryTables tables, Undo undo) implements OutboxRows {
    @Override
    public void insert(OutboxRow row) {
        if (tables.outbox.containsKey(row.reply())) {
            throw new StorageException(
                    "Reply " + row.reply() + " has a mail", new IllegalStateException("duplicate key"));
        }
        undo.put(tables.outbox, row.reply(), row);
    }

    @Override
    public Optional<OutboxRow> find(EntryId reply) {
        return Optional.ofNullable(tables.outbox.get(reply));
    }

    @Override
    public List<OutboxRow> ofTicket(TicketId ticket) {
        return tables.outbox.values().stream()
                .filter(row -> row.ticket().equals(ticket))
                .toList();
    }

    @Override
    public List<OutboxRow> claim(String owner, Instant now, Duration leaseFor, int limit) {
        List<OutboxRow> due = tables.outbox.values().stream()
                .filter(row -> row.isDue(now))
                .sorted(Comparator.comparing(OutboxRow::dueAt))
                .limit(limit)
                .map(row -> row.claimed(owner, now, now.plus(leaseFor)))
                .toList();
        due.forEach(row -> undo.put(tables.outbox, row.reply(), row));
        return due;
    }

    @Override
    public boolean replace(OutboxRow known, OutboxRow next) {
        OutboxRow row = tables.outbox.get(known.reply());
        if (row == null || !row.sameClaim(known)) {
            return false;
        }
        undo.put(tables.outbox, next.reply(), next);
        return true;
    }

    @Override
    public void deleteAll(TicketId ticket) {
        ofTicket(ticket).forEach(row -> undo.remove(tables.outbox, row.reply()));
    }
}
