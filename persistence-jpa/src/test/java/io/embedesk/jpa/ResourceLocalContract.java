package io.embedesk.jpa;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.Workspace;
import io.embedesk.spi.TicketStore;
import io.embedesk.testing.TicketStoreContract;
import jakarta.persistence.EntityManagerFactory;

/** The contract on a database, in transactions of our own. */
abstract class ResourceLocalContract extends TicketStoreContract {
    /** Of the class, not of each test. */
    abstract EntityManagerFactory factory();

    @Override
    protected TicketStore open(Workspace workspace) {
        return JpaTicketStore.of(JpaUnitOfWork.resourceLocal(factory()), workspace);
    }

    @Override
    protected void rolledBack(TicketStore joined, Runnable work) {
        assertThatThrownBy(() -> joined.join(tx -> {
                    work.run();
                    throw new IllegalStateException("the host rolls back");
                }))
                .hasMessage("the host rolls back");
    }

    @Override
    protected int commands() {
        return Integer.getInteger("contract.commands", 2_000);
    }
}
