package io.embedesk.spi;

import io.embedesk.StatusCounts;
import io.embedesk.Ticket;
import io.embedesk.TicketConflictException;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.TicketSort;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tickets of a transaction. */
public interface TicketRows {
    /**
     * Reads a ticket.
     *
     * @param id which
     * @return the ticket, if there is one
     */
    Optional<Ticket> find(TicketId id);

    /**
     * Reads a ticket as it is now and makes this transaction its only writer until it ends; others wait.
     *
     * @param id which
     * @return the ticket, if there is one
     */
    Optional<Ticket> lock(TicketId id);

    /**
     * Adds a ticket.
     *
     * @param ticket its id must be new
     */
    void insert(Ticket ticket);

    /**
     * Replaces a ticket.
     *
     * @param known the ticket as this transaction read it
     * @param next the same ticket, its {@link Ticket#version()} being one more
     * @throws TicketConflictException when the row has another version: the second line behind {@link #lock}
     */
    void update(Ticket known, Ticket next);

    /**
     * Removes a ticket's row. Its thread, mail and receipts are removed by their own parts.
     *
     * @param id which; nothing happens when there is none
     */
    void delete(TicketId id);

    /**
     * Finds the tickets that were merged into another, directly or through others.
     *
     * @param root the survivor
     * @return the tickets whose {@link Ticket#root()} it is, oldest first
     */
    List<Ticket> absorbed(TicketId root);

    /**
     * Lists tickets.
     *
     * @param filters all of them must want the ticket
     * @param sort the order, as {@link PagePosition#order} defines it
     * @param after list only what comes after this place, or null to begin
     * @param limit how many at the most
     * @return the tickets
     */
    List<Ticket> page(List<TicketFilter> filters, TicketSort sort, @Nullable PagePosition after, int limit);

    /**
     * Counts tickets by status: exactly when {@linkplain TicketFilter#isByStatusAndPriority() nothing but status and priority}
     * restricts, else up to {@link StatusCounts#CAP}.
     *
     * @param filters all of them must want the ticket
     * @return how many there are in each status
     */
    StatusCounts counts(List<TicketFilter> filters);

    /**
     * Takes numbers that nobody else gets. Called within {@link TicketStore#commit}, so that no open waits for another.
     *
     * @param count how many
     * @return the first of them; the others follow it
     */
    long reserveNumbers(int count);
}
