package io.embedesk.jpa.internal;

import io.embedesk.spi.AttachmentStore;
import io.embedesk.spi.EntryRows;
import io.embedesk.spi.EventRows;
import io.embedesk.spi.KeyedRows;
import io.embedesk.spi.OutboxRows;
import io.embedesk.spi.PrivacyRows;
import io.embedesk.spi.ReceiptRows;
import io.embedesk.spi.TicketRows;
import io.embedesk.spi.TicketTransaction;
import jakarta.persistence.EntityManager;

/** The parts over one EntityManager and one workspace. */
public final class JpaTransaction implements TicketTransaction {
    private final Rows rows;
    private final Parts parts;

    public JpaTransaction(EntityManager em, Parts parts) {
        this.rows = parts.rows(em);
        this.parts = parts;
    }

    private Uniques uniques() {
        return new Uniques(rows, parts.counters(), parts.dialect());
    }

    @Override
    public TicketRows tickets() {
        return new JpaTickets(rows, parts);
    }

    @Override
    public EntryRows entries() {
        return new JpaEntries(rows, parts.dialect());
    }

    @Override
    public OutboxRows outbox() {
        return new JpaOutbox(rows, parts.dialect());
    }

    @Override
    public ReceiptRows receipts() {
        return new JpaReceipts(rows, uniques());
    }

    @Override
    public EventRows events() {
        return new JpaEvents(rows, parts.counters());
    }

    @Override
    public KeyedRows keys() {
        return new JpaKeys(rows, uniques());
    }

    @Override
    public PrivacyRows privacy() {
        return new JpaPrivacy(rows);
    }

    @Override
    public AttachmentStore attachments() {
        return JpaAttachments.within(parts, rows);
    }

    @Override
    public void afterCommit(Runnable action) {
        parts.unitOfWork().afterCommit(action);
    }
}
