package io.embedesk;

/** Whom a {@link Status#PENDING} ticket waits for. */
public enum PendingReason {
    /** The customer, who is told so in the portal. */
    CUSTOMER,
    /** Somebody else, which is none of the customer's business. */
    THIRD_PARTY
}
