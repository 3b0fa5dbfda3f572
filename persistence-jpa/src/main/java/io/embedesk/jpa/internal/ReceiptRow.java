package io.embedesk.jpa.internal;

import io.embedesk.AttachmentId;
import io.embedesk.intake.Receipt;
import io.embedesk.intake.ReceiptId;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The record that a delivery arrived. */
@Cacheable(false)
@Entity(name = "EmbedeskReceipt")
@Table(name = "embedesk_receipt")
class ReceiptRow implements Rows.Row {
    @Id
    @Column(name = "id", length = 26, nullable = false)
    String id = "";

    @Column(name = "workspace", length = 64, nullable = false)
    String workspace = "";

    @Column(name = "source", length = 40, nullable = false)
    String source = "";

    @Column(name = "delivery_key", length = 200, nullable = false)
    String deliveryKey = "";

    @Column(name = "raw_id", length = 26, nullable = false)
    String rawId = "";

    @Column(name = "arrived_at", nullable = false)
    Instant arrivedAt = Instant.EPOCH;

    @Enumerated(EnumType.STRING)
    @Column(name = "state", length = 20, nullable = false)
    Receipt.State state = Receipt.State.ACCEPTED;

    @Column(name = "detail", length = 500)
    @Nullable
    String detail;

    static ReceiptRow of(String workspace, Receipt receipt) {
        ReceiptRow row = new ReceiptRow();
        row.id = receipt.id().value();
        row.workspace = workspace;
        row.source = receipt.source();
        row.deliveryKey = receipt.deliveryKey();
        row.rawId = receipt.raw().value();
        row.arrivedAt = receipt.arrivedAt();
        row.state = receipt.state();
        row.detail = receipt.detail();
        return row;
    }

    Receipt receipt() {
        return new Receipt(new ReceiptId(id), source, deliveryKey, new AttachmentId(rawId), arrivedAt, state, detail);
    }
}
