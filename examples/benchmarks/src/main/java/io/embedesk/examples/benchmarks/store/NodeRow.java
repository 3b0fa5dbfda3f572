package io.embedesk.examples.benchmarks.store;

import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import io.embedesk.examples.benchmarks.mail.Sink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** What a node with a desk takes to start, and to hold, at rest and while mails arrive; beside a process with the same pool and no desk. */
public record NodeRow(String name, Path folder) implements Row {
    private static final int CLIENTS = 8;
    private static final double MOST_GROWTH_MB = 16;

    /** What was seen of a process. */
    private record Seen(double seconds, double heap, double resident) {}

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        Path place = Files.createDirectories(folder.resolve(name));
        int starts = brief ? 1 : 5;
        long loadNanos = (brief ? 10 : 60) * 1_000_000_000L;
        try (Server server = Server.durable(place.resolve("database"));
                Filled filled = new Filled(server, 10_000, false);
                Sink sink = new Sink()) {
            List<Seen> bare = new ArrayList<>();
            List<Seen> desk = new ArrayList<>();
            for (int i = 0; i < starts; i++) {
                bare.add(seen(() -> NodeProcess.bare(filled, place.resolve("bare.log"))));
                desk.add(seen(() -> NodeProcess.start(filled, sink.port(), place.resolve("node.log"))));
            }
            List<Measurement> all = new ArrayList<>(List.of(
                    beside(
                            "start",
                            desk.stream().mapToDouble(Seen::seconds),
                            bare.stream().mapToDouble(Seen::seconds),
                            "s",
                            starts),
                    beside(
                            "heap.rest",
                            desk.stream().mapToDouble(Seen::heap),
                            bare.stream().mapToDouble(Seen::heap),
                            "MB",
                            starts),
                    beside(
                            "rss.rest",
                            desk.stream().mapToDouble(Seen::resident),
                            bare.stream().mapToDouble(Seen::resident),
                            "MB",
                            starts)));
            all.addAll(underLoad(NodeProcess.start(filled, sink.port(), place.resolve("node.log")), loadNanos));
            return all;
        }
    }

    private interface Starting {
        NodeProcess start() throws Exception;
    }

    private static Seen seen(Starting starting) throws Exception {
        long began = System.nanoTime();
        try (NodeProcess node = starting.start()) {
            node.awaitUp();
            double seconds = (System.nanoTime() - began) / 1e9;
            return new Seen(seconds, node.heapMegabytes(), node.residentMegabytes());
        }
    }

    private Measurement beside(String what, DoubleStream ours, DoubleStream bare, String unit, int n) {
        double[] mine = ours.sorted().toArray();
        double[] others = bare.sorted().toArray();
        return new Measurement(name + "." + what, mine[n / 2], unit, others[n / 2], n, null, null, null).of(mine);
    }

    /** Its first third makes it warm. */
    private List<Measurement> underLoad(NodeProcess started, long nanos) throws Exception {
        try (NodeProcess node = started) {
            node.awaitUp();
            long mails = load(node, nanos / 3);
            double warm = node.heapMegabytes();
            mails += load(node, nanos - nanos / 3);
            double resident = node.residentMegabytes();
            double after = node.heapMegabytes();
            boolean met = after - warm <= MOST_GROWTH_MB;
            return List.of(
                    of("heap.load", after, warm, mails, "at most 16 MB more than when warm", met),
                    of("rss.load", resident, null, mails, null, null));
        }
    }

    private Measurement of(
            String what,
            double value,
            @Nullable Double baseline,
            long n,
            @Nullable String target,
            @Nullable Boolean met) {
        return new Measurement(name + "." + what, value, "MB", baseline, n, target, met, null);
    }

    private static long load(NodeProcess node, long nanos) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            long began = System.nanoTime();
            List<Future<Long>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                running.add(clients.submit(() -> {
                    long mails = 0;
                    while (System.nanoTime() - began < nanos) {
                        mails += node.deliver(Writes.newMail()).isPresent() ? 1 : 0;
                    }
                    return mails;
                }));
            }
            long mails = 0;
            for (Future<Long> one : running) {
                mails += one.get();
            }
            return mails;
        } finally {
            clients.shutdown();
        }
    }
}
