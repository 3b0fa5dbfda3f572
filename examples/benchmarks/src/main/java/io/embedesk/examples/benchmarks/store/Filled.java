package io.embedesk.examples.benchmarks.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.embedesk.Workspace;
import io.embedesk.jpa.JpaSchema;
import io.embedesk.jpa.JpaTicketStore;
import io.embedesk.jpa.JpaUnitOfWork;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** A database with tickets that it has made itself, and a host on it. */
final class Filled implements AutoCloseable {
    static final Workspace WORKSPACE = new Workspace("w1");

    private static final Pattern SEARCH = Pattern.compile("-- search.*?-- end\\R", Pattern.DOTALL);
    private static final List<String> TABLES =
            List.of("ticket", "entry", "mail", "ticket_tag", "count", "search", "outbox", "event", "claim");
    private static final int THREADS = 16;

    final Server server;
    final long tickets;
    final boolean searchable;
    final String url;
    final HikariDataSource pool;
    final JpaTicketStore store;
    /** The same store, heard. */
    final JpaTicketStore spoken;

    final Statements statements = new Statements();
    private final List<EntityManagerFactory> factories;

    Filled(Server server, long tickets, boolean searchable) throws SQLException, IOException {
        this.server = server;
        this.tickets = tickets;
        this.searchable = searchable;
        Server.Made made = server.create("bench_" + tickets);
        this.url = made.url();
        this.pool = pool(url, server.user(), THREADS);
        if (made.isNew()) {
            fill();
        }
        EntityManagerFactory plain = factory(pool);
        EntityManagerFactory heard = factory(statements.listenTo(pool));
        this.factories = List.of(plain, heard);
        this.store = JpaTicketStore.of(JpaUnitOfWork.resourceLocal(plain), WORKSPACE);
        this.spoken = JpaTicketStore.of(JpaUnitOfWork.resourceLocal(heard), WORKSPACE);
    }

    static HikariDataSource pool(String url, String user, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword("");
        config.setMaximumPoolSize(connections);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return new HikariDataSource(config);
    }

    static EntityManagerFactory factory(DataSource source) {
        return Persistence.createEntityManagerFactory(
                "benchmarks", Map.of("jakarta.persistence.nonJtaDataSource", source));
    }

    /** Tables first, then rows, then the indexes that are not unique: a sorted index is made in a fraction of the time. */
    private void fill() throws SQLException, IOException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            List<String> script = JpaSchema.statements(server.script());
            for (String sql : script) {
                if (!isIndex(sql)) {
                    statement.execute(sql);
                }
            }
            String seed = resource(server.script() + ".sql").replace("{n}", Long.toString(tickets));
            for (String sql : (searchable ? seed : SEARCH.matcher(seed).replaceAll("")).split(";\\s*\\R")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
            for (String sql : script) {
                if (isIndex(sql)) {
                    statement.execute(sql);
                }
            }
            for (String sql : ByHand.INDEXES) {
                statement.execute(sql);
            }
            for (String table : TABLES) {
                statement.execute(server.settle("embedesk_" + table));
            }
        }
    }

    long update(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    long count(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static boolean isIndex(String sql) {
        return sql.startsWith("create index") || sql.startsWith("create fulltext index");
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Filled.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        factories.forEach(EntityManagerFactory::close);
        pool.close();
    }
}
