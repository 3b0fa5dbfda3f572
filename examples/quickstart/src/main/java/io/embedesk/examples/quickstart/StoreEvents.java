package io.embedesk.examples.quickstart;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.Status;
import io.embedesk.TicketChange;
import io.embedesk.event.TicketEvent;
import io.embedesk.event.TicketFeed;
import io.embedesk.spi.TicketStore;
import java.util.List;

/** Hear at once what happened, and read later what was missed: a listener for this node, the feed for everybody. */
public final class StoreEvents {
    private StoreEvents() {}

    public static void main(String[] args) {
        var desk = Desk.builder(TicketStore.inMemory())
                .listener(event -> System.out.println("heard " + name(event)))
                .build();
        var agent = Actor.agent("agent-7");

        // A listener is told after the commit, on the node that committed.
        var ticket = desk.tickets().open(agent, NewTicket.subject("Cannot log in"));
        desk.tickets().change(agent, ticket.id(), TicketChange.assignee("agent-9"));

        // Whoever must not miss anything reads the feed and keeps the position: here, in a variable.
        long position = read(desk, 0);
        desk.tickets().change(agent, ticket.id(), TicketChange.status(Status.RESOLVED));
        position = read(desk, position);
        System.out.println("read up to " + position);
    }

    private static long read(Desk desk, long from) {
        // [feed]
        long position = from;
        List<TicketFeed.Numbered> page = desk.feed().after(position, 100);
        while (!page.isEmpty()) {
            for (TicketFeed.Numbered numbered : page) {
                System.out.println(numbered.position() + " " + name(numbered.event()));
                position = numbered.position();
            }
            page = desk.feed().after(position, 100);
        }
        // [feed]
        return position;
    }

    private static String name(TicketEvent event) {
        String what = event instanceof TicketEvent.FieldChanged changed
                ? changed.field() + " became " + changed.after()
                : event.getClass().getSimpleName();
        return what + " by " + event.actor();
    }
}
