package io.embedesk;

/**
 * The database ended the caller's transaction, because another one needed the same rows. A transaction of the desk's own is
 * repeated instead, so only a host that calls inside its own sees this.
 */
public final class TransactionConflictException extends EmbedeskException {
    private static final long serialVersionUID = 1L;

    /**
     * Two transactions stood in each other's way.
     *
     * @param cause what the database said
     */
    public TransactionConflictException(Throwable cause) {
        super(
                "EMB-2002",
                "The database ended the transaction, because another one needed the same rows",
                "Roll back, and repeat the whole transaction.",
                cause);
    }
}
