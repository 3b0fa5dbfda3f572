package io.embedesk.internal.memory;

import io.embedesk.Workspace;
import io.embedesk.spi.AttachmentStore;
import io.embedesk.spi.TicketStore;
import io.embedesk.spi.TicketTransaction;
import java.util.List;
import java.util.function.Function;

/**
 * A workspace in memory. One lock makes every transaction serial, and what a transaction did is undone in reverse when it
 * fails. Several instances may share one {@link MemoryStorage}.
 */
public final class MemoryTicketStore implements TicketStore {
    private final Workspace workspace;
    private final MemoryStorage storage;

    private MemoryTicketStore(MemoryStorage storage, Workspace workspace) {
        this.storage = storage;
        this.workspace = workspace;
    }

    public static MemoryTicketStore of(Workspace workspace) {
        return on(new MemoryStorage(), workspace);
    }

    public static MemoryTicketStore on(MemoryStorage storage, Workspace workspace) {
        return new MemoryTicketStore(storage, workspace);
    }

    @Override
    public Workspace workspace() {
        return workspace;
    }

    @Override
    public <T> T read(Function<? super TicketTransaction, ? extends T> work) {
        return join(work);
    }

    @Override
    public <T> T join(Function<? super TicketTransaction, ? extends T> work) {
        return insideTransaction() ? work.apply(transaction(running())) : commit(work);
    }

    @Override
    public <T> T commit(Function<? super TicketTransaction, ? extends T> work) {
        Undo mine = new Undo();
        T result;
        storage.lock.lock();
        Undo outer = storage.running;
        storage.running = mine;
        try {
            result = work.apply(transaction(mine));
        } catch (RuntimeException | Error e) {
            mine.all();
            throw e;
        } finally {
            storage.running = outer;
            storage.lock.unlock();
        }
        // After the lock is free, so that a listener may use the desk from any thread.
        List.copyOf(mine.afterCommit()).forEach(Runnable::run);
        return result;
    }

    private Undo running() {
        return java.util.Objects.requireNonNull(storage.running);
    }

    private TicketTransaction transaction(Undo undo) {
        return new MemoryTransaction(storage.tables(workspace), undo);
    }

    @Override
    public boolean insideTransaction() {
        return storage.lock.isHeldByCurrentThread() && storage.running != null;
    }

    @Override
    public AttachmentStore attachments() {
        storage.lock.lock();
        try {
            return new MemoryAttachments(storage.tables(workspace).blobs, Undo::new);
        } finally {
            storage.lock.unlock();
        }
    }
}
