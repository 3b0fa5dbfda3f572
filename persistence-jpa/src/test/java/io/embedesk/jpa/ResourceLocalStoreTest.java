package io.embedesk.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.Workspace;
import io.embedesk.spi.TicketStore;
import io.embedesk.testing.TicketStoreContract;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ResourceLocalStoreTest extends TicketStoreContract {
    private static final EntityManagerFactory FACTORY = Database.open("resource-local");
    private static final JpaUnitOfWork UNIT_OF_WORK = JpaUnitOfWork.resourceLocal(FACTORY);

    @AfterAll
    static void close() {
        FACTORY.close();
    }

    @Override
    protected TicketStore open(Workspace workspace) {
        return JpaTicketStore.of(UNIT_OF_WORK, workspace);
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

    @Test
    void runsAsAModule() {
        assertThat(JpaTicketStore.class.getModule().getName()).isEqualTo("io.embedesk.jpa");
    }
}
