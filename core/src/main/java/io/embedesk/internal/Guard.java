package io.embedesk.internal;

import io.embedesk.AccessDeniedException;
import io.embedesk.Actor;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.TicketNotFoundException;
import io.embedesk.spi.AccessPolicy;
import io.embedesk.spi.AccessPolicy.Action;
import io.embedesk.spi.AccessPolicy.DeskAction;
import io.embedesk.spi.TicketTransaction;
import java.util.Optional;

/** The ticket that a call is about: seen by whoever calls, permitted, and the survivor when it was merged. */
record Guard(AccessPolicy access) {
    Ticket find(TicketTransaction tx, Actor.Staff actor, TicketId id) {
        Ticket ticket = visible(actor, id, tx.tickets().find(id));
        return ticket.root().isEmpty()
                ? ticket
                : visible(actor, id, tx.tickets().find(ticket.root().get()));
    }

    /** While an absorbed ticket is locked it cannot be unmerged, and its survivor cannot be merged on: so two steps are enough. */
    Ticket lock(TicketTransaction tx, Actor.Staff actor, Action action, TicketId id) {
        Ticket ticket = visible(actor, id, tx.tickets().lock(id));
        Ticket survivor = ticket.root().isEmpty()
                ? ticket
                : visible(actor, id, tx.tickets().lock(ticket.root().get()));
        return permitted(actor, action, survivor);
    }

    Ticket visible(Actor.Staff actor, TicketId id, Optional<Ticket> ticket) {
        return ticket.filter(found -> access.permits(actor, Action.VIEW, found))
                .orElseThrow(() -> new TicketNotFoundException(id));
    }

    void permitted(Actor.Staff actor, DeskAction action) {
        if (!access.permits(actor, action)) {
            throw new AccessDeniedException(actor, action);
        }
    }

    Ticket permitted(Actor.Staff actor, Action action, Ticket ticket) {
        if (!access.permits(actor, action, ticket)) {
            throw new AccessDeniedException(actor, action, ticket.id());
        }
        return ticket;
    }
}
