package io.embedesk.intake;

import io.embedesk.Content;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/**
 * The door for whoever brings messages in: mail, a chat bridge, a gateway. Deliveries are accepted first, so that nothing is
 * lost whatever happens next; then each message is received, and the desk decides by the sender, the proof and the kind
 * where it goes. Safe for concurrent use. Its transactions are its own: called inside one of the host's, it throws
 * {@link io.embedesk.ConfigurationException}.
 */
public interface Intake {
    /**
     * Records that a delivery arrived, with its raw bytes, durably when it returns: only then may the deliverer be told that
     * it has arrived.
     *
     * @param source who delivers, such as {@code mailgun}
     * @param deliveryKey the deliverer's own name for the delivery, or a hash of it
     * @param raw its bytes, at hand (in memory, in a file): they are read within a transaction, and not at all for a repeat
     * @return the new receipt, or that of the same delivery before
     * @throws IOException if the bytes cannot be read or kept; the deliverer should try again
     */
    Receipt accept(String source, String deliveryKey, Content raw) throws IOException;

    /**
     * Opens the raw bytes of a delivery, to read it again.
     *
     * @param receipt which
     * @return its bytes, to be closed by the caller
     * @throws IOException if they cannot be read
     */
    InputStream raw(Receipt receipt) throws IOException;

    /**
     * Puts a message where it belongs.
     *
     * @param message the message
     * @return what became of it: one outcome for each ticket that it was sent to, at least one
     * @throws IOException if the bytes of its files cannot be read or kept; nothing was changed
     */
    List<Outcome> receive(IncomingMessage message) throws IOException;

    /**
     * Puts the messages of a delivery where they belong. With the last of them, in the same transaction, the delivery is dealt with; its raw
     * bytes go when one of their senders is erased.
     *
     * @param receipt which delivery
     * @param messages what was read in it; with none, nothing is left to do for it
     * @return what became of them, in their order
     * @throws IOException if the bytes of files cannot be read or kept; the delivery is not dealt with, and what was received before is not received
     *     twice
     */
    List<Outcome> receive(Receipt receipt, List<IncomingMessage> messages) throws IOException;

    /**
     * Puts a delivery aside that cannot be read. Its bytes are kept for somebody to look.
     *
     * @param receipt which
     * @param reason why, without personal data
     */
    void quarantine(Receipt receipt, String reason);

    /**
     * Finds deliveries that were accepted but never dealt with, because a process died.
     *
     * @param before accepted before this time
     * @param limit how many at the most
     * @return the receipts, oldest first
     */
    List<Receipt> unfinished(Instant before, int limit);

    /**
     * Finds deliveries that were put aside, for somebody to look at or to try again after a fix.
     *
     * @param limit how many at the most
     * @return the receipts, oldest first
     */
    List<Receipt> quarantined(int limit);

    /**
     * Finds the tickets that a mail belongs to, without changing anything.
     *
     * @param clues what the mail says
     * @return the matches; several only when it was sent to several reply addresses
     */
    List<Match> match(Clues clues);

    /**
     * Whether a mail is the desk's own.
     *
     * @param marker the value of its {@code X-Embedesk-Loop} header
     * @return whether this desk has minted it
     */
    boolean isOwnMarker(String marker);
}
