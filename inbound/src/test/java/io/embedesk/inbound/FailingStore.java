package io.embedesk.inbound;

import io.embedesk.StorageException;
import io.embedesk.Workspace;
import io.embedesk.spi.AttachmentStore;
import io.embedesk.spi.TicketStore;
import io.embedesk.spi.TicketTransaction;
import java.util.function.Function;

/** A store whose database is down. */
final class FailingStore implements TicketStore {
    @Override
    public Workspace workspace() {
        return Workspace.DEFAULT;
    }

    @Override
    public <T> T read(Function<? super TicketTransaction, ? extends T> work) {
        throw new StorageException("The database is down", new IllegalStateException("down"));
    }

    @Override
    public <T> T join(Function<? super TicketTransaction, ? extends T> work) {
        return this.<T>read(work);
    }

    @Override
    public <T> T commit(Function<? super TicketTransaction, ? extends T> work) {
        return this.<T>read(work);
    }

    @Override
    public boolean insideTransaction() {
        return false;
    }

    @Override
    public AttachmentStore attachments() {
        return TicketStore.inMemory().attachments();
    }
}
