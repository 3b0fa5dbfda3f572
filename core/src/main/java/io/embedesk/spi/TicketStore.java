package io.embedesk.spi;

import io.embedesk.Workspace;
import io.embedesk.internal.memory.MemoryTicketStore;
import java.util.function.Function;

/**
 * Where a workspace's tickets are kept. A store only stores: the rules of the desk are above it. Its definition is the
 * contract in this module's test-jar, which every store passes. Safe for concurrent use.
 *
 * <p>What the work throws rolls the transaction back and reaches the caller as it is. Failures of the storage itself are
 * {@link io.embedesk.StorageException}, and {@link io.embedesk.TicketConflictException} where two writers met.
 */
public interface TicketStore {
    /** {@return the workspace that every row this store reads or writes belongs to} */
    Workspace workspace();

    /**
     * Reads: in the caller's transaction if there is one, else in one of its own.
     *
     * @param <T> what the work returns
     * @param work reads only
     * @return what the work returned
     */
    <T> T read(Function<? super TicketTransaction, ? extends T> work);

    /**
     * Writes in the caller's transaction if there is one, so that both are committed or neither; else in one of its own.
     *
     * @param <T> what the work returns
     * @param work what to do
     * @return what the work returned
     */
    <T> T join(Function<? super TicketTransaction, ? extends T> work);

    /**
     * Writes in a transaction of its own, committed on return, also when the caller is inside another.
     *
     * @param <T> what the work returns
     * @param work what to do
     * @return what the work returned
     */
    <T> T commit(Function<? super TicketTransaction, ? extends T> work);

    /** {@return whether the calling thread is inside a transaction that {@link #join} would take part in} */
    boolean insideTransaction();

    /**
     * Where this store keeps the bytes of files, unless the host names another place.
     *
     * @return the place; each call commits its own work. {@link TicketTransaction#attachments()} is the same place within a
     *     transaction
     */
    AttachmentStore attachments();

    /**
     * A store that forgets everything when the process ends, complete otherwise: for tests, demonstrations and small tools.
     *
     * @return a store for {@link Workspace#DEFAULT}
     */
    static TicketStore inMemory() {
        return MemoryTicketStore.of(Workspace.DEFAULT);
    }
}
