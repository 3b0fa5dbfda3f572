package io.embedesk.examples.benchmarks.store;

import io.embedesk.examples.benchmarks.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Three nodes of the system's MariaDB with Galera, on loopback. */
final class Galera implements AutoCloseable {
    private static final int NODES = 3;
    private static final Path PROVIDER = Path.of("/usr/lib/galera/libgalera_smm.so");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path folder;
    /** For each node: clients, group, incremental and full transfer. */
    private final List<List<Integer>> ports;

    private final List<Process> nodes = new ArrayList<>();

    private Galera(Path folder, List<List<Integer>> ports) {
        this.folder = folder;
        this.ports = ports;
    }

    static boolean isInstalled() {
        return Files.exists(PROVIDER)
                && Stream.of("mariadbd", "mariadb-install-db", "rsync").allMatch(Galera::isOnPath);
    }

    private static boolean isOnPath(String program) {
        return Stream.of((System.getenv("PATH") + ":/usr/sbin").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** The second and third node get all that the first has before they answer. */
    static Galera start() throws Exception {
        Path folder = Files.createTempDirectory(
                "galera", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Galera cluster = new Galera(folder, freePorts());
        try {
            for (int i = 0; i < NODES; i++) {
                cluster.startNode(i);
            }
            return cluster;
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    private static List<List<Integer>> freePorts() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        List<List<Integer>> all = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            List<Integer> mine = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                mine.add(socket.getLocalPort());
            }
            all.add(mine);
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        return all;
    }

    private void startNode(int i) throws Exception {
        Path data = folder.resolve("node" + i);
        run("mariadb-install-db", data, List.of("--auth-root-authentication-method=normal", "--skip-test-db"))
                .waitFor();
        List<Integer> mine = ports.get(i);
        String group = ports.stream().map(node -> "127.0.0.1:" + node.get(1)).collect(Collectors.joining(","));
        nodes.add(run(
                "mariadbd",
                data,
                List.of(
                        "--socket=" + data.resolve("mysqld.sock"),
                        "--port=" + mine.get(0),
                        "--bind-address=127.0.0.1",
                        "--skip-name-resolve",
                        "--binlog-format=ROW",
                        "--innodb-autoinc-lock-mode=2",
                        "--innodb-flush-log-at-trx-commit=0",
                        "--transaction-isolation=READ-COMMITTED",
                        "--wsrep-on=ON",
                        "--wsrep-provider=" + PROVIDER,
                        "--wsrep-cluster-name=embedesk",
                        "--wsrep-cluster-address=gcomm://" + (i == 0 ? "" : group),
                        "--wsrep-node-name=node" + i,
                        "--wsrep-node-address=127.0.0.1:" + mine.get(1),
                        "--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:" + mine.get(1)
                                + ";ist.recv_addr=127.0.0.1:" + mine.get(2),
                        "--wsrep-sst-method=rsync",
                        "--wsrep-sst-receive-address=127.0.0.1:" + mine.get(3))));
        Instant until = Instant.now().plus(PATIENCE);
        while (!isReady(i)) {
            if (Instant.now().isAfter(until) || !nodes.get(i).isAlive()) {
                throw new IllegalStateException("Node " + i + " did not start:\n"
                        + Files.readString(folder.resolve("mariadbd.node" + i + ".log")));
            }
            Thread.sleep(500);
        }
    }

    private Process run(String program, Path data, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(program, "--no-defaults", "--datadir=" + data));
        if (ROOT) {
            command.add("--user=mysql");
        }
        command.addAll(options);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(program + "." + data.getFileName() + ".log")
                        .toFile())
                .start();
    }

    private boolean isReady(int node) {
        try (Connection connection = DriverManager.getConnection(url(node, ""), "root", "");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show status like 'wsrep_ready'")) {
            return row.next() && "ON".equals(row.getString(2));
        } catch (SQLException e) {
            return false;
        }
    }

    /** Of one node. */
    String url(int node, String database) {
        return "jdbc:mariadb://127.0.0.1:" + ports.get(node).get(0) + "/" + database;
    }

    /** Of all nodes, beginning with one: what an application would use. */
    String urlFrom(int first, String database) {
        List<String> hosts = new ArrayList<>();
        ports.forEach(node -> hosts.add("127.0.0.1:" + node.get(0)));
        Collections.rotate(hosts, -first);
        return "jdbc:mariadb:sequential://" + String.join(",", hosts) + "/" + database
                + "?connectTimeout=2000&socketTimeout=20000";
    }

    /** As a power failure would. */
    void kill(int node) throws InterruptedException {
        nodes.get(node).destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        nodes.forEach(Process::destroy);
        for (Process node : nodes) {
            if (!node.waitFor(1, TimeUnit.MINUTES)) {
                node.destroyForcibly().waitFor();
            }
        }
        Programs.delete(folder);
    }
}
