package io.embedesk.examples.benchmarks.store;

import io.embedesk.Secret;
import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.RawMime;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A webhook's request to its end: checked, kept, parsed, matched, in the thread and committed; beside the same rows written by hand in two
 * transactions, with the raw bytes and without parsing anything.
 */
public record WebhookRow(String name, Path folder) implements Row {
    private static final Secret SECRET = Secret.of("only-for-these-measurements");
    private static final int[] CLIENTS = {1, 4, 8, 16};
    private static final int TURNS = 5;
    private static final long TURN_NANOS = 2_000_000_000L;
    private static final double LEAST = 0.4;
    private static final double LEAST_RATE = 50;

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        String sizes = System.getProperty("tickets", "");
        long[] all = sizes.isEmpty()
                ? brief ? new long[] {10_000} : new long[] {10_000, 1_000_000}
                : Arrays.stream(sizes.split(",", -1)).mapToLong(Long::parseLong).toArray();
        List<Measurement> measured = new ArrayList<>();
        try (Server server = Server.durable(folder.resolve(name))) {
            for (long tickets : all) {
                try (Filled filled = new Filled(server, tickets, true)) {
                    measured.addAll(measure(filled, brief));
                }
            }
        }
        return measured;
    }

    private List<Measurement> measure(Filled filled, boolean brief) throws Exception {
        Writes writes = new Writes(filled, filled.store);
        ByHandWrites byHand = new ByHandWrites(filled, writes);
        InboundEndpoint endpoint = writes.endpoint(SECRET);
        Compared.Call ours = () -> deliver(endpoint, writes.mail());
        Compared.Call statements = () -> byHand.deliver(writes.mail());
        int turns = brief ? 1 : TURNS;
        for (int i = 0; i < (brief ? 2 : 6); i++) {
            turn(8, ours);
            turn(8, statements);
        }
        List<Measurement> all = new ArrayList<>();
        Optional<PgBench> bench = PgBench.of(filled, folder);
        for (int clients : CLIENTS) {
            double[] mine = new double[turns];
            double[] others = new double[turns];
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < turns; i++) {
                Turn turn = turn(clients, ours);
                mine[i] = turn.rate();
                millis.addAll(turn.millis());
                others[i] = turn(clients, statements).rate();
            }
            Arrays.sort(mine);
            Arrays.sort(others);
            millis.sort(null);
            double rate = mine[turns / 2];
            double most = others[turns / 2];
            String row = name + "." + filled.tickets + "." + clients + "-clients";
            boolean met = rate >= LEAST * most;
            all.add(new Measurement(row, rate, "mails/s", most, millis.size(), "at least 0.4 of by hand", met, null)
                    .of(mine));
            all.add(new Measurement(
                    row + ".rate",
                    rate,
                    "mails/s",
                    null,
                    millis.size(),
                    "at least 50 a second",
                    rate >= LEAST_RATE,
                    null));
            if (bench.isPresent()) {
                OptionalDouble limit = bench.get().rate(clients, brief ? 3 : 10);
                if (limit.isPresent()) {
                    all.add(new Measurement(
                            row + ".pgbench",
                            rate,
                            "mails/s",
                            limit.getAsDouble(),
                            millis.size(),
                            clients == 8 ? "at least 0.4 of pgbench" : null,
                            clients == 8 ? rate >= LEAST * limit.getAsDouble() : null,
                            null));
                }
            }
            all.add(new Measurement(row + ".p50", part(millis, 0.5), "ms", null, millis.size(), null, null, null));
            all.add(new Measurement(row + ".p99", part(millis, 0.99), "ms", null, millis.size(), null, null, null));
        }
        return all;
    }

    private static double part(List<Double> sorted, double part) {
        return sorted.get((int) (sorted.size() * part));
    }

    private static Object deliver(InboundEndpoint endpoint, byte[] mail) {
        Map<String, List<String>> headers = new HashMap<>();
        RawMime.sign(SECRET, Instant.now(), mail).forEach((name, value) -> headers.put(name, List.of(value)));
        headers.put("Content-Type", List.of("message/rfc822"));
        var answer = endpoint.handle(InboundRequest.post("/inbound", headers, new ByteArrayInputStream(mail)));
        if (answer.status() != 200 || !answer.body().contains("APPENDED")) {
            throw new IllegalStateException("The answer is not in its thread: " + answer);
        }
        return answer;
    }

    private record Turn(double rate, List<Double> millis) {}

    private static Turn turn(int clients, Compared.Call call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            long began = System.nanoTime();
            List<Future<List<Double>>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                running.add(threads.submit(() -> {
                    List<Double> took = new ArrayList<>();
                    while (System.nanoTime() - began < TURN_NANOS) {
                        long start = System.nanoTime();
                        call.call();
                        took.add((System.nanoTime() - start) / 1e6);
                    }
                    return took;
                }));
            }
            List<Double> millis = new ArrayList<>();
            for (Future<List<Double>> one : running) {
                millis.addAll(one.get());
            }
            return new Turn(millis.size() / ((System.nanoTime() - began) / 1e9), millis);
        } finally {
            threads.shutdownNow();
        }
    }
}
