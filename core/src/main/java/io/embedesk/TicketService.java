package io.embedesk;

import java.util.Optional;

/**
 * What the staff does with tickets. Safe for concurrent use. Each call is one transaction of the store: the caller's, when
 * there is one, else its own. Every call asks the desk's {@link io.embedesk.spi.AccessPolicy}; a ticket that the actor may
 * not see is not there for it.
 */
public interface TicketService {
    /**
     * Opens a ticket. Repeated with the same draft, it returns the ticket that the first call made.
     *
     * @param actor who opens it
     * @param draft what is known
     * @return the ticket, {@link Status#OPEN}
     * @throws InvalidInputException naming every field that is wrong
     */
    Ticket open(Actor.Staff actor, NewTicket draft);

    /**
     * Reads a ticket.
     *
     * @param actor who asks
     * @param ticket which
     * @return the ticket, or empty when there is none that the actor may see
     */
    Optional<Ticket> find(Actor.Staff actor, TicketId ticket);

    /**
     * Reads a ticket with its entries and what became of its mails.
     *
     * @param actor who asks
     * @param ticket which
     * @return the thread, oldest entry first
     * @throws TicketNotFoundException when there is none that the actor may see
     */
    TicketThread thread(Actor.Staff actor, TicketId ticket);

    /**
     * Lists tickets, newest first.
     *
     * @param actor who asks; the list has only what this actor may see
     * @param query which, and how many
     * @return a page
     */
    TicketPage list(Actor.Staff actor, TicketQuery query);

    /**
     * Counts tickets by status.
     *
     * @param actor who asks; only what this actor may see is counted
     * @param filter which tickets; its statuses are not regarded
     * @return a number for each status
     */
    StatusCounts counts(Actor.Staff actor, TicketFilter filter);

    /**
     * Answers the customer: saves the reply, takes the ticket as {@link TakeOnReply} says, and queues the mail or says why
     * there is none. Repeated with the same draft, it returns what the first call did and changes nothing.
     *
     * @param actor who answers
     * @param ticket on which ticket
     * @param draft what to say
     * @return the saved reply, the ticket after it, and what becomes of the mail
     * @throws TicketNotFoundException when there is none that the actor may see
     * @throws StaleThreadException when the draft says {@link ReplyDraft#ifLastSeen} and somebody wrote since
     * @throws InvalidInputException when the text is blank, or files are too many or too large
     */
    ReplyResult reply(Actor.Staff actor, TicketId ticket, ReplyDraft draft);

    /**
     * Tells the other agents something. Repeated with the same draft, it returns the first note and changes nothing.
     *
     * @param actor who writes
     * @param ticket on which ticket
     * @param draft what to say
     * @return the saved note
     * @throws TicketNotFoundException when there is none that the actor may see
     * @throws InvalidInputException when the text is blank, or files are too many or too large
     */
    InternalNote note(Actor.Staff actor, TicketId ticket, NoteDraft draft);

    /**
     * Changes fields. A field that already has the value is left alone and makes no event.
     *
     * @param actor who changes
     * @param ticket which ticket
     * @param change the fields, and perhaps a condition
     * @return the ticket after the change
     * @throws TicketNotFoundException when there is none that the actor may see
     * @throws TicketConflictException when the change says {@link TicketChange#ifVersion} and the version is another
     * @throws StaleThreadException when the change says {@link TicketChange#ifLastSeen} and somebody wrote since
     * @throws InvalidInputException naming every field that is wrong
     */
    Ticket change(Actor.Staff actor, TicketId ticket, TicketChange change);

    /**
     * Removes a ticket for good, with its thread, its files and mail that has not left yet. Deleting it again does nothing.
     *
     * @param actor who deletes
     * @param ticket which ticket
     */
    void delete(Actor.Staff actor, TicketId ticket);

    /**
     * Opens a file of a ticket's thread.
     *
     * @param actor who asks
     * @param ticket the ticket whose thread has it
     * @param attachment which file
     * @return the file, to be closed by the caller; empty when the thread has no such file
     * @throws TicketNotFoundException when there is no ticket that the actor may see
     */
    Optional<AttachmentDownload> attachment(Actor.Staff actor, TicketId ticket, AttachmentId attachment);
}
