package io.embedesk.jpa.internal;

import io.embedesk.TicketId;
import io.embedesk.intake.Receipt;
import io.embedesk.intake.ReceiptId;
import io.embedesk.spi.MessageKey;
import io.embedesk.spi.ReceiptRows;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deliveries and messages, each once by its unique key. */
record JpaReceipts(Rows rows, Uniques uniques) implements ReceiptRows {
    @Override
    public boolean insert(Receipt receipt) {
        ReceiptRow row = ReceiptRow.of(rows.workspace().id(), receipt);
        return uniques.insert(
                row.candidate(),
                "receipts",
                () -> findByKey(receipt.source(), receipt.deliveryKey()).isPresent());
    }

    @Override
    public Optional<Receipt> find(ReceiptId id) {
        String jpql = "select r from EmbedeskReceipt r where r.workspace = :workspace and r.id = :id";
        return rows.first(ReceiptRow.class, jpql, Map.of("id", id.value())).map(ReceiptRow::receipt);
    }

    @Override
    public Optional<Receipt> findByKey(String source, String deliveryKey) {
        String jpql = """
                select r from EmbedeskReceipt r
                where r.workspace = :workspace and r.source = :source and r.deliveryKey = :key
                """;
        return rows.first(ReceiptRow.class, jpql, Map.<String, Object>of("source", source, "key", deliveryKey))
                .map(ReceiptRow::receipt);
    }

    @Override
    public void update(Receipt receipt) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("id", receipt.id().value());
        values.put("state", receipt.state());
        values.put("detail", receipt.detail());
        rows.update("""
                update EmbedeskReceipt r set r.state = :state, r.detail = :detail
                where r.workspace = :workspace and r.id = :id
                """, values);
    }

    @Override
    public void delete(ReceiptId id) {
        rows.update(
                "delete from EmbedeskReceipt r where r.workspace = :workspace and r.id = :id",
                Map.of("id", id.value()));
    }

    @Override
    public List<Receipt> inState(Receipt.State state, Instant before, int limit) {
        String jpql = """
                select r from EmbedeskReceipt r
                where r.workspace = :workspace and r.state = :state and r.arrivedAt < :before order by r.arrivedAt
                """;
        Map<String, Object> values = Map.<String, Object>of("state", state, "before", before);
        return rows.list(ReceiptRow.class, jpql, values, limit).stream()
                .map(ReceiptRow::receipt)
                .toList();
    }

    @Override
    public boolean claim(MessageKey key, TicketId ticket) {
        ClaimRow row = new ClaimRow();
        row.key = hash(key);
        row.workspace = rows.workspace().id();
        row.ticketId = ticket.value();
        row.message = key.message();
        return uniques.insert(row.candidate(), "claims", () -> claimedBy(key).isPresent());
    }

    @Override
    public Optional<TicketId> claimedBy(MessageKey key) {
        String jpql = "select c from EmbedeskClaim c where c.workspace = :workspace and c.key = :key";
        return rows.first(ClaimRow.class, jpql, Map.of("key", hash(key))).map(row -> new TicketId(row.ticketId));
    }

    private String hash(MessageKey key) {
        return Hashes.hex(rows.workspace().id(), key.messageIdHash(), key.fingerprint(), key.target());
    }

    @Override
    public List<String> deleteClaims(TicketId ticket) {
        String jpql = "select c.message from EmbedeskClaim c where c.workspace = :workspace and c.ticketId = :ticket";
        List<String> messages = rows.list(String.class, jpql, Map.of("ticket", ticket.value()));
        rows.update(
                "delete from EmbedeskClaim c where c.workspace = :workspace and c.ticketId = :ticket",
                Map.of("ticket", ticket.value()));
        return messages;
    }
}
