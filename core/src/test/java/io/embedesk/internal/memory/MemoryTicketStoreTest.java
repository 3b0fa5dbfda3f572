package io.embedesk.internal.memory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.Workspace;
import io.embedesk.spi.TicketStore;
import io.embedesk.testing.TicketStoreContract;

class MemoryTicketStoreTest extends TicketStoreContract {
    private static final MemoryStorage STORAGE = new MemoryStorage();

    @Override
    protected TicketStore open(Workspace workspace) {
        return MemoryTicketStore.on(STORAGE, workspace);
    }

    @Override
    protected void rolledBack(TicketStore joined, Runnable work) {
        assertThatThrownBy(() -> joined.join(tx -> {
                    work.run();
                    throw new IllegalStateException("the host rolls back");
                }))
                .hasMessage("the host rolls back");
    }
}
