package io.embedesk.portal;

import io.embedesk.Actor;
import io.embedesk.AttachmentDownload;
import io.embedesk.AttachmentId;
import io.embedesk.Desk;
import io.embedesk.InvalidInputException;
import io.embedesk.RateLimitedException;
import io.embedesk.TicketId;
import io.embedesk.TicketNotFoundException;
import io.embedesk.internal.Portal;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a verified customer sees and does. Who they are is the host's to prove: by its own login, by a {@link SignedIdentity}
 * or by {@link MagicLinks}. A customer has the tickets whose contact they are, and those in which an agent has let them take
 * part; every other ticket is not there for them. Works in the caller's transaction, if there is one. Safe for concurrent
 * use.
 */
public final class CustomerPortal {
    /** How many tickets a page has. */
    public static final int PAGE = 50;
    /** How many tickets a customer may open within an hour. */
    public static final int MOST_TICKETS_AN_HOUR = 10;
    /** How many answers a customer may write within an hour. */
    public static final int MOST_ANSWERS_AN_HOUR = 60;

    private final Portal portal;

    private CustomerPortal(Portal portal) {
        this.portal = portal;
    }

    /**
     * The portal of a desk; it tells no customer what agents are called.
     *
     * @param desk whose tickets
     * @return the portal
     */
    public static CustomerPortal of(Desk desk) {
        return new CustomerPortal(Portal.of(desk));
    }

    /**
     * Tells customers what agents are called.
     *
     * @param names from the host's id of an agent to what customers may read
     * @return another portal
     */
    public CustomerPortal naming(UnaryOperator<String> names) {
        return new CustomerPortal(portal.naming(names));
    }

    /**
     * Lists the tickets whose contact the customer is, newest first.
     *
     * @param customer who asks
     * @param after the {@link PortalPage#next()} of the page before, or null for the first page
     * @return a page of at most {@value #PAGE}
     * @throws InvalidInputException when the cursor is none of this list
     */
    public PortalPage list(Actor.Customer customer, @Nullable String after) {
        return portal.list(customer, after);
    }

    /**
     * Reads a ticket; one that was merged is read where it is now, if the customer has that one too.
     *
     * @param customer who asks
     * @param ticket which
     * @return what was said
     * @throws TicketNotFoundException when the customer has no such ticket
     */
    public PortalThread thread(Actor.Customer customer, TicketId ticket) {
        return portal.thread(customer, ticket);
    }

    /**
     * Opens a ticket. Repeated with the same draft, it returns the ticket that the first call made.
     *
     * @param customer whose ticket
     * @param draft what it is about
     * @return the ticket
     * @throws InvalidInputException naming every field that is wrong
     * @throws RateLimitedException when the customer has opened too many
     */
    public PortalTicket open(Actor.Customer customer, PortalDraft draft) {
        return portal.open(customer, draft);
    }

    /**
     * Says something on a ticket; one that was solved or closed is open again. Repeated with the same answer, it returns what
     * the first call did and changes nothing.
     *
     * @param customer who says it
     * @param ticket on which ticket
     * @param answer what
     * @return the entry
     * @throws TicketNotFoundException when the customer has no such ticket
     * @throws InvalidInputException naming every field that is wrong
     * @throws RateLimitedException when the customer has said too much
     */
    public PortalEntry answer(Actor.Customer customer, TicketId ticket, PortalAnswer answer) {
        return portal.answer(customer, ticket, answer);
    }

    /**
     * Opens a file of an entry that the customer sees.
     *
     * @param customer who asks
     * @param ticket which ticket
     * @param attachment which file
     * @return the file, to be closed by the caller; empty when there is none that the customer may see
     * @throws TicketNotFoundException when the customer has no such ticket
     */
    public Optional<AttachmentDownload> attachment(Actor.Customer customer, TicketId ticket, AttachmentId attachment) {
        return portal.attachment(customer, ticket, attachment);
    }
}
