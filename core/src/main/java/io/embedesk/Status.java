package io.embedesk;

/** Where a ticket stands. An agent may set any of them from any other; the desk itself sets the first two. */
public enum Status {
    /** New, or written to again by the customer: not yet worked on. */
    OPEN,
    /** Being handled; set by the first reply of an agent. */
    IN_PROGRESS,
    /** Waiting for the customer or a third party. */
    PENDING,
    /** The issue is fixed, awaiting confirmation. A customer's message opens it again. */
    RESOLVED,
    /** Done and archived. A customer's message opens it again. */
    CLOSED;

    /** {@return whether a customer's message opens the ticket again} */
    public boolean isDone() {
        return this == RESOLVED || this == CLOSED;
    }
}
