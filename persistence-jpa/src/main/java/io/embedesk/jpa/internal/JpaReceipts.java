package io.embedesk.jpa.internal;

import io.embedesk.TicketId;
import io.embedesk.intake.Receipt;
import io.embedesk.intake.ReceiptId;
import io.embedesk.spi.MessageKey;
import io.embedesk.spi.ReceiptRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deliveries and messages, each once by its unique key. */
record JpaReceipts(Rows rows, Uniques uniques) implements ReceiptRows {
    @Override
    public boolean insert(Receipt receipt) {
        ReceiptRow row = ReceiptRow.of(rows.workspace().id(), receipt);
        return uniques.insert(
                row,
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
        List<Object> values = new ArrayList<>(List.of(
                rows.workspace().id(), receipt.id().value(), receipt.state().name()));
        if (receipt.detail() != null) {
            values.add(receipt.detail());
        }
        rows.run(
                "update embedesk_receipt set state = ?3, detail = " + (receipt.detail() == null ? "null" : "?4")
                        + " where workspace = ?1 and id = ?2",
                values.toArray());
    }

    @Override
    public void delete(ReceiptId id) {
        rows.run(
                "delete from embedesk_receipt where workspace = ?1 and id = ?2",
                rows.workspace().id(),
                id.value());
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
        return uniques.insert(row, "claims", () -> claimedBy(key).isPresent());
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
        rows.run(
                "delete from embedesk_claim where workspace = ?1 and ticket_id = ?2",
                rows.workspace().id(),
                ticket.value());
        return messages;
    }
}
