package io.embedesk.replies;

import io.embedesk.Actor;
import io.embedesk.Ticket;
import io.embedesk.TicketFilter;
import io.embedesk.spi.AccessPolicy;

/** Policies that only tests want. */
final class Policies {
    private Policies() {}

    static AccessPolicy nothingOnTheDesk() {
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
