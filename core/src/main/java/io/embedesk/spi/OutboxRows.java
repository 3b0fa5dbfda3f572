package io.embedesk.spi;

import io.embedesk.EntryId;
import io.embedesk.TicketId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The mail of a transaction: to be sent, sent, or not to be sent. One row for each reply and each automatic mail. */
public interface OutboxRows {
    /**
     * Adds the mail of a reply.
     *
     * @param row its reply must have none yet
     */
    void insert(OutboxRow row);

    /**
     * Reads the mail of a reply.
     *
     * @param reply which
     * @return the row, if there is one
     */
    Optional<OutboxRow> find(EntryId reply);

    /**
     * Reads the mails of a ticket.
     *
     * @param ticket which
     * @return the rows, in no particular order
     */
    List<OutboxRow> ofTicket(TicketId ticket);

    /**
     * Takes mail that is due: rows that wait ({@code QUEUED}) and whose time has come, and rows whose worker has let its
     * lease run out ({@code SENDING}). Each row taken becomes {@code SENDING}, with a lease and one more attempt; no other
     * worker gets it until then. Called within {@link TicketStore#commit}.
     *
     * @param owner the worker, unique for each call
     * @param now the time
     * @param leaseFor how long the worker may keep them
     * @param limit how many at the most
     * @return the rows, longest due first
     */
    List<OutboxRow> claim(String owner, Instant now, Duration leaseFor, int limit);

    /**
     * Replaces a row, if it is still as the caller knows it: same lease owner, same attempt.
     *
     * @param known the row as the caller claimed it
     * @param next what it becomes
     * @return whether it was; false means that another worker has it now, and nothing was changed
     */
    boolean replace(OutboxRow known, OutboxRow next);

    /**
     * Says what waits. Costs no more when more waits than is asked for.
     *
     * @param most where counting stops
     * @return the backlog
     */
    OutboxBacklog backlog(int most);

    /**
     * Removes a mail.
     *
     * @param reply which
     */
    void delete(EntryId reply);

    /**
     * Removes the mails of a ticket.
     *
     * @param ticket which
     */
    void deleteAll(TicketId ticket);
}
