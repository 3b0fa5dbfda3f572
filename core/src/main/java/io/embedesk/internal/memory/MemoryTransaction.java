package io.embedesk.internal.memory;

import io.embedesk.spi.AttachmentStore;
import io.embedesk.spi.EntryRows;
import io.embedesk.spi.EventRows;
import io.embedesk.spi.KeyedRows;
import io.embedesk.spi.OutboxRows;
import io.embedesk.spi.PrivacyRows;
import io.embedesk.spi.ReceiptRows;
import io.embedesk.spi.TicketRows;
import io.embedesk.spi.TicketTransaction;

/** The parts over one workspace's tables. */
record MemoryTransaction(MemoryTables tables, Undo undo) implements TicketTransaction {
    @Override
    public TicketRows tickets() {
        return new MemoryTickets(tables, undo);
    }

    @Override
    public EntryRows entries() {
        return new MemoryEntries(tables, undo);
    }

    @Override
    public OutboxRows outbox() {
        return new MemoryOutbox(tables, undo);
    }

    @Override
    public ReceiptRows receipts() {
        return new MemoryReceipts(tables, undo);
    }

    @Override
    public EventRows events() {
        return new MemoryEvents(tables, undo);
    }

    @Override
    public KeyedRows keys() {
        return new MemoryKeys(tables, undo);
    }

    @Override
    public PrivacyRows privacy() {
        return new MemoryPrivacy(tables, undo);
    }

    @Override
    public AttachmentStore attachments() {
        return new MemoryAttachments(tables.blobs, () -> undo);
    }

    @Override
    public void afterCommit(Runnable action) {
        undo.afterCommit(action);
    }
}
