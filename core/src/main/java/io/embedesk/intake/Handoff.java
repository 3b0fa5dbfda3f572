package io.embedesk.intake;

import io.embedesk.Ticket;

/** What became of a visitor's wish to speak with an agent. */
public sealed interface Handoff {
    /** Somebody is there: the host lets them talk. Nothing was written. */
    record AgentsOnline() implements Handoff {}

    /**
     * Nobody was there, and there is a ticket now.
     *
     * @param ticket the new ticket
     */
    record Opened(Ticket ticket) implements Handoff {}

    /**
     * The conversation had its ticket already.
     *
     * @param ticket that ticket, or the one it was merged into
     * @param newLines how many lines were added
     */
    record Continued(Ticket ticket, int newLines) implements Handoff {}
}
