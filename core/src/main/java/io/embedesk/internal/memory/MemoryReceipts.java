package io.embedesk.internal.memory;

import io.embedesk.TicketId;
import io.embedesk.intake.Receipt;
import io.embedesk.intake.ReceiptId;
import io.embedesk.spi.MessageKey;
import io.embedesk.spi.ReceiptRows;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

record MemoryReceipts(MemoryTables tables, Undo undo) implements ReceiptRows {
    @Override
    public boolean insert(Receipt receipt) {
        List<String> key = List.of(receipt.source(), receipt.deliveryKey());
        if (tables.deliveries.containsKey(key)) {
            return false;
        }
        undo.put(tables.deliveries, key, receipt.id());
        undo.put(tables.receipts, receipt.id(), receipt);
        return true;
    }

    @Override
    public Optional<Receipt> find(ReceiptId id) {
        return Optional.ofNullable(tables.receipts.get(id));
    }

    @Override
    public Optional<Receipt> findByKey(String source, String deliveryKey) {
        return Optional.ofNullable(tables.deliveries.get(List.of(source, deliveryKey)))
                .flatMap(this::find);
    }

    @Override
    public void update(Receipt receipt) {
        undo.put(tables.receipts, receipt.id(), receipt);
    }

    @Override
    public List<Receipt> unfinished(Instant before, int limit) {
        return tables.receipts.values().stream()
                .filter(r ->
                        r.state() == Receipt.State.ACCEPTED && r.arrivedAt().isBefore(before))
                .sorted(Comparator.comparing(Receipt::arrivedAt))
                .limit(limit)
                .toList();
    }

    @Override
    public boolean claim(MessageKey key, TicketId ticket) {
        if (tables.claims.containsKey(key)) {
            return false;
        }
        undo.put(tables.claims, key, ticket);
        return true;
    }

    @Override
    public Optional<TicketId> claimedBy(MessageKey key) {
        return Optional.ofNullable(tables.claims.get(key));
    }

    @Override
    public void deleteClaims(TicketId ticket) {
        List<MessageKey> gone = tables.claims.entrySet().stream()
                .filter(claim -> claim.getValue().equals(ticket))
                .map(java.util.Map.Entry::getKey)
                .toList();
        gone.forEach(key -> undo.remove(tables.claims, key));
    }
}
