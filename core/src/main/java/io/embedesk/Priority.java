package io.embedesk;

/** How urgent a ticket is, lowest first. */
public enum Priority {
    /** Can wait. */
    LOW,
    /** The default. */
    MEDIUM,
    /** Before the others. */
    HIGH,
    /** Now. */
    URGENT
}
