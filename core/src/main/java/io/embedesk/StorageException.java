package io.embedesk;

/** A store could not do its work: the database or the disk failed. Nothing of the call was kept; it may be repeated. */
public final class StorageException extends EmbedeskException {
    private static final long serialVersionUID = 1L;

    /**
     * The store failed.
     *
     * @param what what it was doing
     * @param cause the failure
     */
    public StorageException(String what, Throwable cause) {
        super("EMB-2001", what, "Repeat the call with the same draft when the storage is back.", cause);
    }
}
