package io.embedesk.testing;

import io.embedesk.Actor;
import io.embedesk.Ticket;
import io.embedesk.TicketFilter;
import io.embedesk.spi.AccessPolicy;

/** Access policies that only tests want. */
public final class Policies {
    private Policies() {}

    /** {@return every ticket for every agent, and nothing of the desk as a whole} */
    public static AccessPolicy nothingOnTheDesk() {
        return new AccessPolicy() {
            @Override
            public boolean permits(Actor.Staff actor, Action action, Ticket ticket) {
                return true;
            }

            @Override
            public boolean permits(Actor.Staff actor, DeskAction action) {
                return false;
            }

            @Override
            public TicketFilter visible(Actor.Staff actor) {
                return TicketFilter.ALL;
            }
        };
    }
}
