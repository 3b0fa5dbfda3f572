package io.embedesk.examples.benchmarks.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: one that is started for the purpose, or the user's own. */
final class PostgresqlServer extends Server {
    private final UnaryOperator<String> url;
    /** Where its files are, or null when it is not ours. */
    private final @Nullable Path folder;

    private PostgresqlServer(UnaryOperator<String> url, @Nullable Path folder, AutoCloseable process) {
        super(process);
        this.url = url;
        this.folder = folder;
    }

    /** {@code jdbc:postgresql://localhost:5432/?user=postgres}. */
    static Server at(String address) {
        return new PostgresqlServer(name -> address.replace("/?", "/" + name + "?"), null, () -> {});
    }

    static Server start(Path folder, boolean durable) throws IOException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(true)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", durable ? "on" : "off")
                .setServerConfig("autovacuum", durable ? "on" : "off")
                .setServerConfig("autovacuum_naptime", "5s")
                .setServerConfig("wal_level", "minimal")
                .setServerConfig("max_wal_senders", "0")
                .setServerConfig("max_wal_size", "8GB")
                .setServerConfig("shared_buffers", "3GB")
                .setServerConfig("work_mem", "32MB")
                .setServerConfig("maintenance_work_mem", "1GB")
                .setServerConfig("random_page_cost", "1.1")
                .setServerConfig("max_connections", "200")
                .start();
        return new PostgresqlServer(name -> server.getJdbcUrl("postgres", name), folder, server);
    }

    @Override
    void restart() throws IOException, InterruptedException {
        if (folder == null) {
            super.restart();
        } else {
            crash(folder);
        }
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
    String url(String name) {
        return url.apply(name);
    }

    @Override
    String place() {
        return "postgres";
    }

    @Override
    String looksFor(String name) {
        return "select 1 from pg_database where datname = '" + name + "'";
    }

    @Override
    String dropIndex(String index, String table) {
        return "drop index " + index;
    }
}
