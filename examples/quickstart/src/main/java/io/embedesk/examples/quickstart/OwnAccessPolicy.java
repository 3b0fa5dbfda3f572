package io.embedesk.examples.quickstart;

import io.embedesk.AccessDeniedException;
import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.NoteDraft;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketFilter;
import io.embedesk.TicketNotFoundException;
import io.embedesk.spi.AccessPolicy;
import io.embedesk.spi.TicketStore;
import java.util.Set;

/** A team that has the tickets with its label, and leads who may also delete. */
public final class OwnAccessPolicy {
    private OwnAccessPolicy() {}

    // [access-policy]
    record Teams(Set<String> leads) implements AccessPolicy {
        @Override
        public TicketFilter visible(Actor.Staff actor) {
            return leads.contains(actor.id()) ? TicketFilter.ALL : TicketFilter.ALL.tag("billing");
        }

        @Override
        public boolean permits(Actor.Staff actor, Action action, Ticket ticket) {
            boolean mayDo = action != Action.DELETE || leads.contains(actor.id());
            return mayDo && (action == Action.OPEN || visible(actor).matchesFields(ticket));
        }

        @Override
        public boolean permits(Actor.Staff actor, DeskAction action) {
            return leads.contains(actor.id());
        }
    }
    // [access-policy]

    public static void main(String[] args) {
        var desk = Desk.builder(TicketStore.inMemory())
                .access(new Teams(Set.of("lead")))
                .build();
        var tickets = desk.tickets();
        var lead = Actor.agent("lead");
        var clerk = Actor.agent("clerk");
        var invoice = tickets.open(lead, NewTicket.subject("Invoice").tags("billing"));
        var outage = tickets.open(lead, NewTicket.subject("Outage"));

        System.out.println(
                "the lead sees " + tickets.counts(lead, TicketFilter.ALL).all());
        System.out.println(
                "the clerk sees " + tickets.counts(clerk, TicketFilter.ALL).all());
        tickets.note(clerk, invoice.id(), NoteDraft.text("Asked accounting."));
        try {
            tickets.change(clerk, outage.id(), TicketChange.addTags("mine"));
        } catch (TicketNotFoundException e) {
            System.out.println(e.code() + ": what one may not see looks as if it were not there");
        }
        try {
            tickets.delete(clerk, invoice.id());
        } catch (AccessDeniedException e) {
            System.out.println(e.code() + ": the clerk may not delete");
        }
    }
}
