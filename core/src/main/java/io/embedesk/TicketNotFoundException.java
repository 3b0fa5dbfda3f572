package io.embedesk;

/** There is no such ticket, or this actor may not know of it: the two look alike on purpose. */
public final class TicketNotFoundException extends EmbedeskException {
    private static final long serialVersionUID = 1L;
    private final transient TicketId ticket;

    /**
     * No such ticket.
     *
     * @param ticket the id that was asked for
     */
    public TicketNotFoundException(TicketId ticket) {
        super("EMB-1002", "There is no ticket " + ticket, "It may have been deleted; list the tickets again.", null);
        this.ticket = ticket;
    }

    /** {@return the id that was asked for} */
    public TicketId ticket() {
        return ticket;
    }
}
