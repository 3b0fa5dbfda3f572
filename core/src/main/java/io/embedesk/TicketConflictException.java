package io.embedesk;

/** The ticket changed since the version that the caller named, or while a store wrote it. Nothing was changed. */
public final class TicketConflictException extends EmbedeskException {
    private static final long serialVersionUID = 1L;
    private final transient TicketId ticket;
    private final long expectedVersion;

    /**
     * The version is not the one expected.
     *
     * @param ticket the ticket
     * @param expected the version that the caller had
     */
    public TicketConflictException(TicketId ticket, long expected) {
        super(
                "EMB-1005",
                "Ticket " + ticket + " is no longer at version " + expected,
                "Read it again, and repeat the change if it is still wanted.",
                null);
        this.ticket = ticket;
        this.expectedVersion = expected;
    }

    /** {@return the ticket} */
    public TicketId ticket() {
        return ticket;
    }

    /** {@return the version that the caller, or the store, expected} */
    public long expectedVersion() {
        return expectedVersion;
    }
}
