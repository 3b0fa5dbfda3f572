package io.embedesk.internal.memory;

import io.embedesk.TicketId;
import io.embedesk.intake.Receipt;
import io.embedesk.intake.ReceiptId;
import io.embedesk.spi.MessageKey;
import io.embedesk.spi.ReceiptRows;
import java.time.Instant;
import java.util.ArrayList;
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
    public void delete(ReceiptId id) {
        find(id).ifPresent(receipt -> {
            undo.remove(tables.receipts, id);
            undo.remove(tables.deliveries, List.of(receipt.source(), receipt.deliveryKey()));
        });
    }

    @Override
    public List<Receipt> inState(Receipt.State state, Instant before, int limit) {
        return tables.receipts.values().stream()
                .filter(r -> r.state() == state && r.arrivedAt().isBefore(before))
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
        undo.add(tables.claimsByTicket.computeIfAbsent(ticket, t -> new ArrayList<>()), key);
        return true;
    }

    @Override
    public Optional<TicketId> claimedBy(MessageKey key) {
        return Optional.ofNullable(tables.claims.get(key));
    }

    @Override
    public List<String> deleteClaims(TicketId ticket) {
        List<MessageKey> gone = undo.remove(tables.claimsByTicket, ticket);
        if (gone == null) {
            return List.of();
        }
        gone.forEach(key -> undo.remove(tables.claims, key));
        return gone.stream().map(MessageKey::message).toList();
    }
}
