package io.embedesk;

import io.embedesk.spi.AccessPolicy;

/** The actor may see the ticket but not do this to it. Nothing was changed. */
public final class AccessDeniedException extends EmbedeskException {
    private static final long serialVersionUID = 1L;

    /**
     * The policy said no.
     *
     * @param actor who asked
     * @param action for what
     * @param ticket on which ticket
     */
    public AccessDeniedException(Actor actor, AccessPolicy.Action action, TicketId ticket) {
        super(
                "EMB-1003",
                actor.name() + " may not " + action + " ticket " + ticket,
                "The desk's AccessPolicy decides this; ask as somebody whom it permits.",
                null);
    }

    /**
     * The policy said no.
     *
     * @param actor who asked
     * @param action for what
     */
    public AccessDeniedException(Actor actor, AccessPolicy.DeskAction action) {
        super(
                "EMB-1003",
                actor.name() + " may not " + action,
                "The desk's AccessPolicy decides this; ask as somebody whom it permits.",
                null);
    }
}
