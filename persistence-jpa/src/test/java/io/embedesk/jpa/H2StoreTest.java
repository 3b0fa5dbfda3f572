package io.embedesk.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class H2StoreTest extends ResourceLocalContract {
    private static final EntityManagerFactory FACTORY = Database.H2.open("contract");

    @AfterAll
    static void close() {
        FACTORY.close();
    }

    @Override
    EntityManagerFactory factory() {
        return FACTORY;
    }

    @Test
    void runsAsAModule() {
        assertThat(JpaTicketStore.class.getModule().getName()).isEqualTo("io.embedesk.jpa");
    }
}
