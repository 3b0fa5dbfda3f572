package io.embedesk;

/** When an agent's reply makes the ticket that agent's. */
public enum TakeOnReply {
    /** When the ticket was {@link Status#OPEN}: the default. */
    IF_OPEN,
    /** When nobody had it. */
    IF_UNASSIGNED,
    /** Never; only {@link TicketChange#assignee(String)} assigns. */
    NEVER
}
