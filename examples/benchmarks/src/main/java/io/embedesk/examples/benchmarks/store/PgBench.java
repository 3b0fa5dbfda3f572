package io.embedesk.examples.benchmarks.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The system's {@code pgbench} with the statements of a delivery: what the database can do when nobody reads a mail, in no JVM. */
final class PgBench {
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern SERVER = Pattern.compile("jdbc:postgresql://([^:/]+):(\\d+)/([^?]+)");

    private final Path program;
    private final Path script;
    private final Filled filled;

    private PgBench(Path program, Path script, Filled filled) {
        this.program = program;
        this.script = script;
        this.filled = filled;
    }

    /** Nothing where the system has none. */
    static Optional<PgBench> of(Filled filled, Path folder) throws IOException {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            return Optional.empty();
        }
        Path script = Files.createDirectories(folder).resolve("delivery.pgbench");
        Files.writeString(script, script(filled.tickets));
        return Optional.of(new PgBench(program.get(), script, filled));
    }

    private static Optional<Path> program() throws IOException {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(versions)) {
            return all.map(version -> version.resolve("bin/pgbench"))
                    .filter(Files::isExecutable)
                    .max(Comparator.naturalOrder());
        }
    }

    /** A third of the tickets is in the workspace: every third number. */
    private static String script(long tickets) throws IOException {
        try (var in = PgBench.class.getResourceAsStream("delivery.pgbench")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{last}", Long.toString(tickets / 3 - 1));
        }
    }

    /** Deliveries a second; nothing when it failed, which it says. */
    OptionalDouble rate(int clients, int seconds) throws IOException, InterruptedException {
        Matcher server = SERVER.matcher(filled.url);
        if (!server.find()) {
            return OptionalDouble.empty();
        }
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--no-vacuum",
                        "--protocol=prepared",
                        "--client=" + clients,
                        "--jobs=2",
                        "--time=" + seconds,
                        "--file=" + script,
                        "--host=" + server.group(1),
                        "--port=" + server.group(2),
                        "--username=" + filled.server.user(),
                        server.group(3))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher rate = RATE.matcher(said);
        if (process.waitFor() != 0 || !rate.find()) {
            System.out.println(said);
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(rate.group(1)));
    }
}
