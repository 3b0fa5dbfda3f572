package io.embedesk;

import io.embedesk.email.EmailDelivery;
import io.embedesk.email.Mailbox;
import io.embedesk.event.TicketEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
     * Reads a ticket, also one that was merged: only this call and {@link #unmerge} see it as itself.
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
     * Changes many tickets, each for itself.
     *
     * @param actor who changes
     * @param tickets which, at most 1,000
     * @param change the fields, and perhaps a condition
     * @return what became of each, in the order given
     */
    Map<TicketId, BulkResult> changeAll(Actor.Staff actor, Collection<TicketId> tickets, TicketChange change);

    /**
     * Reads what happened to a ticket, and to those that were merged into it.
     *
     * @param actor who asks
     * @param ticket which ticket
     * @return the events, oldest first
     * @throws TicketNotFoundException when there is none that the actor may see
     */
    List<TicketEvent> history(Actor.Staff actor, TicketId ticket);

    /**
     * Stops the mail of a reply while it waits. Within the {@linkplain Desk.Builder#undoWindow undo window} the reply is
     * {@linkplain EmailDelivery#isWithdrawn() withdrawn}: no customer ever sees it. The ticket's status stays.
     *
     * @param actor who stops it
     * @param ticket the reply's ticket
     * @param reply which reply
     * @return its delivery: {@link EmailDelivery.State#CANCELLED}, or another state when it was too late
     * @throws InvalidInputException when the ticket has no such reply
     */
    EmailDelivery cancelEmail(Actor.Staff actor, TicketId ticket, EntryId reply);

    /**
     * Sends the mail of a reply that failed, was set aside, stopped or skipped: to those who have not got it, with the same
     * bytes if it was ever sent.
     *
     * @param actor who wants it
     * @param ticket the reply's ticket
     * @param reply which reply
     * @return its delivery: queued, or why not
     * @throws InvalidInputException when the ticket has no such reply
     */
    EmailDelivery retryEmail(Actor.Staff actor, TicketId ticket, EntryId reply);

    /**
     * Lets somebody take part: replies go to them as copies, and what they write, also what they wrote, is for everyone.
     *
     * @param actor who decides
     * @param ticket on which ticket
     * @param sender who; suggested by their mail, or not
     * @return the ticket after it
     */
    Ticket acceptSender(Actor.Staff actor, TicketId ticket, Mailbox sender);

    /**
     * Keeps somebody out: what they write stays with the agents, and they are suggested no more.
     *
     * @param actor who decides
     * @param ticket on which ticket
     * @param sender who
     * @return the ticket after it
     */
    Ticket refuseSender(Actor.Staff actor, TicketId ticket, Mailbox sender);

    /**
     * Makes one ticket of two. The absorbed one is closed, listed and counted no more; its entries stay its own and are shown
     * in the survivor's thread; its mail, links and look-ups lead to the survivor. Its contact is suggested there.
     *
     * @param actor who merges
     * @param absorbed the ticket that ends
     * @param survivor the ticket that goes on; if it was itself merged, its survivor
     * @return the survivor after it
     * @throws InvalidInputException when the absorbed ticket was merged already, or is the survivor
     */
    Ticket merge(Actor.Staff actor, TicketId absorbed, TicketId survivor);

    /**
     * Undoes a merge: the ticket has its own life and its former status again. What came in meanwhile stays where it is.
     *
     * @param actor who undoes it
     * @param absorbed the ticket that was merged
     * @return that ticket
     * @throws InvalidInputException when it is not merged
     */
    Ticket unmerge(Actor.Staff actor, TicketId absorbed);

    /**
     * Opens a ticket with a copy of an entry. Repeated with the same draft, it returns the ticket that the first call made.
     *
     * @param actor who splits
     * @param ticket the ticket that has the entry, and keeps it
     * @param entry which entry
     * @param draft the new ticket; without a contact, the entry's sender or the old ticket's contact is taken
     * @return the new ticket, which says where it {@linkplain Ticket#origin() came from}
     */
    Ticket split(Actor.Staff actor, TicketId ticket, EntryId entry, NewTicket draft);

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
