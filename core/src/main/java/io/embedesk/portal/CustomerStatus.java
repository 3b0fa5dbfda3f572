package io.embedesk.portal;

import io.embedesk.PendingReason;
import io.embedesk.Ticket;

/** How a ticket stands, in the customer's words. A host that speaks another language switches over the values. */
public enum CustomerStatus {
    /** Nobody has worked on it yet. */
    RECEIVED("Received", "We will answer you soon."),
    /** Somebody works on it, or waits for a third party. */
    IN_PROGRESS("In progress", "We are working on it."),
    /** The desk waits for the customer. */
    WAITING_FOR_YOUR_REPLY("Waiting for your reply", "Please answer our question."),
    /** It is believed to be solved. */
    SOLVED("Solved", "Not solved? Reply, and it is open again."),
    /** It is done. */
    CLOSED("Closed", "Reply, and it is open again.");

    private final String label;
    private final String hint;

    CustomerStatus(String label, String hint) {
        this.label = label;
        this.hint = hint;
    }

    /** {@return short English words} */
    public String label() {
        return label;
    }

    /** {@return one English sentence on what comes next} */
    public String hint() {
        return hint;
    }

    /**
     * Translates.
     *
     * @param ticket any ticket
     * @return what its customer is told
     */
    public static CustomerStatus of(Ticket ticket) {
        return switch (ticket.status()) {
            case OPEN -> RECEIVED;
            case IN_PROGRESS -> IN_PROGRESS;
            case PENDING ->
                ticket.pendingReason().filter(PendingReason.THIRD_PARTY::equals).isPresent()
                        ? IN_PROGRESS
                        : WAITING_FOR_YOUR_REPLY;
            case RESOLVED -> SOLVED;
            case CLOSED -> CLOSED;
        };
    }
}
