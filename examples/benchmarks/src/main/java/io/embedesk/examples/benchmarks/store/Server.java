package io.embedesk.examples.benchmarks.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/** A database server of its own, on this machine. */
abstract class Server implements AutoCloseable {
    private final AutoCloseable process;

    Server(AutoCloseable process) {
        this.process = process;
    }

    @Override
    public void close() throws Exception {
        process.close();
    }

    /** What {@code EXPLAIN} says when every row of a table that grows is read. */
    abstract Pattern bigScan();

    abstract String script();

    abstract String user();

    abstract String explain();

    /** After a lot of rows were written. */
    abstract String settle(String table);

    /** As after a power failure: what runs is cut off, and it is up again. */
    void restart() throws IOException, InterruptedException {
        throw new UnsupportedOperationException("This server is not ours to restart");
    }

    abstract String dropIndex(String index, String table);

    /** A database, and whether it is a new one, which is empty. */
    record Made(String url, boolean isNew) {}

    /** Of a database; of the server itself when it is {@link #place()}. */
    abstract String url(String name);

    /** The database that is always there. */
    abstract String place();

    /** A query that has a row when the database is there. */
    abstract String looksFor(String name);

    Made create(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(place()), user(), "");
                Statement statement = connection.createStatement()) {
            try (ResultSet there = statement.executeQuery(looksFor(name))) {
                if (there.next()) {
                    return new Made(url(name), false);
                }
            }
            statement.execute("create database " + name);
        }
        return new Made(url(name), true);
    }

    static Server of(boolean mariadb, Path folder) throws Exception {
        return mariadb ? MariadbServer.start(folder) : postgresql(folder, false);
    }

    /**
     * As a host has it: on the disk is what it says is committed, and it looks itself how large its tables have grown. The others lose the last
     * half second when they are cut off, and are told.
     */
    static Server durable(Path folder) throws IOException {
        return postgresql(folder, true);
    }

    /**
     * Databases that are there already are used as they are: {@code -Dserver=jdbc:postgresql://localhost:5432/?user=postgres}
     * names a server of one's own, on which they are made once.
     */
    private static Server postgresql(Path folder, boolean durable) throws IOException {
        String own = System.getProperty("server", "");
        return own.isEmpty() ? PostgresqlServer.start(folder, durable) : PostgresqlServer.at(own);
    }
}
