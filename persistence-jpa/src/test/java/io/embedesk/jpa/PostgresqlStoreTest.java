package io.embedesk.jpa;

import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AfterAll;

class PostgresqlStoreTest extends ResourceLocalContract {
    private static final EntityManagerFactory FACTORY = Database.POSTGRESQL.open("contract");

    @AfterAll
    static void close() {
        FACTORY.close();
    }

    @Override
    EntityManagerFactory factory() {
        return FACTORY;
    }
}
