package io.embedesk.spi;

import io.embedesk.Actor;
import io.embedesk.Ticket;
import io.embedesk.TicketFilter;

/** Who may do what. It is asked within the transaction, with the ticket as it is then. Safe for concurrent use. */
public interface AccessPolicy {
    /**
     * May this actor do this to this ticket?
     *
     * @param actor who
     * @param action what; {@link Action#VIEW} is asked first, and a "no" to it looks as if there were no such ticket
     * @param ticket the ticket as it is; for {@link Action#OPEN}, as it would be
     * @return whether it is permitted
     */
    boolean permits(Actor.Staff actor, Action action, Ticket ticket);

    /**
     * May this actor do this to the desk as a whole?
     *
     * @param actor who
     * @param action what
     * @return whether it is permitted
     */
    boolean permits(Actor.Staff actor, DeskAction action);

    /**
     * What this actor may see of a list; lists and counts honour it. It must say the same as {@link #permits} does of
     * {@link Action#VIEW}.
     *
     * @param actor who
     * @return a filter that every listed ticket also passes
     */
    TicketFilter visible(Actor.Staff actor);

    /** What can be done to a ticket. */
    enum Action {
        /** Open it. */
        OPEN,
        /** See it, its thread and its files. */
        VIEW,
        /** Answer the customer. */
        REPLY,
        /** Write a note. */
        NOTE,
        /** Change its fields, and who takes part. */
        CHANGE,
        /** Merge it, undo that, or split it. */
        MERGE,
        /** Delete it. */
        DELETE
    }

    /** What can be done to the desk as a whole. */
    enum DeskAction {
        /** Add, change and delete saved replies; everybody may use them. */
        EDIT_SAVED_REPLIES,
        /** Hand out everything about a person. */
        EXPORT_CONTACT,
        /** Remove a person from every ticket. */
        ERASE_CONTACT,
        /** See how the desk is doing: backlogs and the mail server's last words. */
        SEE_HEALTH
    }

    /** {@return the default: every agent may do everything to every ticket} */
    static AccessPolicy everyAgentSeesAll() {
        return new AccessPolicy() {
            @Override
            public boolean permits(Actor.Staff actor, Action action, Ticket ticket) {
                return true;
            }

            @Override
            public boolean permits(Actor.Staff actor, DeskAction action) {
                return true;
            }

            @Override
            public TicketFilter visible(Actor.Staff actor) {
                return TicketFilter.ALL;
            }
        };
    }

    /**
     * {@return a policy under which agents see their own tickets and those that nobody has; whoever exports or erases a contact
     * would see more, and may not}
     */
    static AccessPolicy ownAndUnassigned() {
        return new AccessPolicy() {
            @Override
            public boolean permits(Actor.Staff actor, Action action, Ticket ticket) {
                return action == Action.OPEN || visible(actor).matchesFields(ticket);
            }

            @Override
            public boolean permits(Actor.Staff actor, DeskAction action) {
                return action == DeskAction.EDIT_SAVED_REPLIES || action == DeskAction.SEE_HEALTH;
            }

            @Override
            public TicketFilter visible(Actor.Staff actor) {
                return TicketFilter.ALL.assignee(actor.id()).orUnassigned();
            }
        };
    }
}
