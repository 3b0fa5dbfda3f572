package io.embedesk;

/**
 * Where a ticket came from.
 *
 * @param kind in which way
 * @param ticket the other ticket
 */
public record TicketOrigin(Kind kind, TicketId ticket) {
    /** The ways in which a ticket comes from another. */
    public enum Kind {
        /** A mail claimed without proof to be an answer to it. */
        POSSIBLE_REPLY,
        /** An agent split an entry off it. */
        SPLIT
    }
}
