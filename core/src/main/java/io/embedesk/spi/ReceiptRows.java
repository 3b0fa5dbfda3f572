package io.embedesk.spi;

import io.embedesk.TicketId;
import io.embedesk.intake.Receipt;
import io.embedesk.intake.ReceiptId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What arrived, in a transaction. Both keys are unique: whoever inserts first has it, and the other is told. */
public interface ReceiptRows {
    /**
     * Records a delivery, unless its key is known: then nothing happens.
     *
     * @param receipt new
     * @return whether it was recorded
     */
    boolean insert(Receipt receipt);

    /**
     * Reads a receipt.
     *
     * @param id which
     * @return the receipt, if there is one
     */
    Optional<Receipt> find(ReceiptId id);

    /**
     * Reads the receipt of a delivery that was recorded before.
     *
     * @param source the provider
     * @param deliveryKey the provider's name for the delivery
     * @return the receipt, if there is one
     */
    Optional<Receipt> findByKey(String source, String deliveryKey);

    /**
     * Replaces a receipt.
     *
     * @param receipt with a new state
     */
    void update(Receipt receipt);

    /**
     * Removes a receipt; its raw bytes are not touched.
     *
     * @param id which; nothing happens when there is none
     */
    void delete(ReceiptId id);

    /**
     * Finds receipts by state, such as those that were accepted but never finished because a process died.
     *
     * @param state which
     * @param before arrived before this time
     * @param limit how many at the most
     * @return the receipts, oldest first
     */
    List<Receipt> inState(Receipt.State state, Instant before, int limit);

    /**
     * Claims a message for a target, unless that was done before. It belongs to the transaction: a rollback frees it.
     *
     * @param key the message and its target
     * @param ticket the ticket that has it
     * @return whether the caller is the first
     */
    boolean claim(MessageKey key, TicketId ticket);

    /**
     * Finds the ticket that a message went to.
     *
     * @param key the message and its target
     * @return the ticket, if the key was claimed
     */
    Optional<TicketId> claimedBy(MessageKey key);

    /**
     * Forgets the claims of a ticket that is deleted.
     *
     * @param ticket which
     * @return the {@link MessageKey#message()} of each
     */
    List<String> deleteClaims(TicketId ticket);
}
