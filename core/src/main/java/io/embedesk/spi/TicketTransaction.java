package io.embedesk.spi;

/** What a store's transaction can do, in small parts. Valid only within the work that it is handed to, on its thread. */
public interface TicketTransaction {
    /** {@return the tickets} */
    TicketRows tickets();

    /** {@return their threads} */
    EntryRows entries();

    /** {@return the mail to be sent, and what became of it} */
    OutboxRows outbox();

    /** {@return what arrived} */
    ReceiptRows receipts();

    /** {@return what happened} */
    EventRows events();

    /** {@return what is kept under keys} */
    KeyedRows keys();

    /** {@return where people and files are named} */
    PrivacyRows privacy();

    /** {@return the bytes in {@link TicketStore#attachments()}, kept and forgotten as part of this transaction} */
    AttachmentStore attachments();

    /**
     * Runs something once the transaction has committed, on the same thread; never if it rolls back.
     *
     * @param action what to run
     */
    void afterCommit(Runnable action);
}
