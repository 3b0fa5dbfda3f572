package io.embedesk.jpa.internal;

import io.embedesk.Workspace;
import io.embedesk.jpa.JpaUnitOfWork;
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
    private final JpaUnitOfWork unitOfWork;
    private final Counters counters;
    private final Dialect dialect;

    public JpaTransaction(EntityManager em, JpaUnitOfWork unitOfWork, Workspace workspace, Counters counters) {
        this.rows = new Rows(em, workspace);
        this.unitOfWork = unitOfWork;
        this.counters = counters;
        this.dialect = counters.dialect(em);
    }

    private Uniques uniques() {
        return new Uniques(rows, counters, dialect);
    }

    @Override
    public TicketRows tickets() {
        return new JpaTickets(rows, counters);
    }

    @Override
    public EntryRows entries() {
        return new JpaEntries(rows);
    }

    @Override
    public OutboxRows outbox() {
        return new JpaOutbox(rows, dialect);
    }

    @Override
    public ReceiptRows receipts() {
        return new JpaReceipts(rows, uniques());
    }

    @Override
    public EventRows events() {
        return new JpaEvents(rows, counters);
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
    public void afterCommit(Runnable action) {
        unitOfWork.afterCommit(action);
    }
}
