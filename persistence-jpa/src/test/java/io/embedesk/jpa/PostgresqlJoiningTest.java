package io.embedesk.jpa;

import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.AfterAll;

class PostgresqlJoiningTest extends JoiningContract {
    private static final EntityManagerFactory FACTORY = Database.POSTGRESQL.open("joining");
    private static final PlainHost HOST = new PlainHost(FACTORY);

    @AfterAll
    static void close() {
        FACTORY.close();
    }

    @Override
    PlainHost host() {
        return HOST;
    }
}
