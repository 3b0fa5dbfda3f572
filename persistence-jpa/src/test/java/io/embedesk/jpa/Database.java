package io.embedesk.jpa;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** An H2 database in memory with the tables that are shipped, and a host's persistence unit on it. */
final class Database {
    private Database() {}

    static EntityManagerFactory open(String name) {
        String url = "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000";
        try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
            JpaSchema.create(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Persistence.createEntityManagerFactory(
                "host",
                Map.of(
                        "jakarta.persistence.jdbc.url", url,
                        "jakarta.persistence.jdbc.user", "sa",
                        "jakarta.persistence.jdbc.password", "",
                        // The provider holds its own idea of each column against the tables that are shipped.
                        "hibernate.hbm2ddl.auto", "validate",
                        // Its own pool refuses instead of waiting, and the crowd has 64 threads.
                        "hibernate.connection.pool_size", "140"));
    }
}
