package io.embedesk;

/** Which way a ticket came in. */
public enum Source {
    /** An agent opened it. */
    AGENT,
    /** A customer opened it in the portal. */
    PORTAL,
    /** A visitor asked for an agent and nobody answered. */
    HANDOFF,
    /** A mail that belonged to no ticket. */
    EMAIL,
    /** Another program of the host. */
    API
}
