package io.embedesk.intake;

import io.embedesk.AttachmentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The record that a delivery arrived, and what became of it.
 *
 * @param id its name
 * @param source who delivered it, such as {@code mailgun}
 * @param deliveryKey the deliverer's own name for it, so that a repeat is known; unique with the source
 * @param raw where its raw bytes are, in the {@link io.embedesk.spi.AttachmentStore}
 * @param arrivedAt when it was accepted
 * @param state how far it has got
 * @param detail what became of it, in words without personal data; null while it is not finished
 */
public record Receipt(
        ReceiptId id,
        String source,
        String deliveryKey,
        AttachmentId raw,
        Instant arrivedAt,
        State state,
        @Nullable String detail) {
    /** How far a delivery has got. */
    public enum State {
        /** Its bytes are safe; what it says is not dealt with yet. */
        ACCEPTED,
        /** It is dealt with. */
        FINISHED,
        /** It could not be read, and waits for somebody to look; its bytes are kept. */
        QUARANTINED
    }

    /**
     * The same receipt further on.
     *
     * @param next its new state
     * @param words what became of it
     * @return a changed copy
     */
    public Receipt as(State next, String words) {
        return new Receipt(id, source, deliveryKey, raw, arrivedAt, next, words);
    }
}
