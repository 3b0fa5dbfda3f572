package io.embedesk.examples.benchmarks.store;

import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import io.embedesk.spi.OutboxRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Claims on a backlog of a million mails, by as many workers as there are processors, and by more. */
public record ClaimsRow(String name, Path folder, boolean onMariadb) implements Row {
    private static final int BACKLOG = 1_000_000;
    private static final int BRIEF = 50_000;
    /** More than there are processors: they wait for these, and not for the database. */
    private static final int MANY = 8;

    private static final int WARM = 1_000;
    private static final int CLAIMS = 500;
    /** As an outbox worker does: a lease covers one send. */
    private static final int AT_ONCE = 1;

    private static final double MOST_MILLISECONDS = 20;

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        try (Server server = Server.of(onMariadb, folder.resolve(name));
                Filled filled = new Filled(server, 1_000, false)) {
            int backlog = brief ? BRIEF : BACKLOG;
            new Queue(filled).backlog(backlog);
            claims(filled, MANY, WARM);
            int processors = Runtime.getRuntime().availableProcessors();
            double[] few = sorted(claims(filled, processors, CLAIMS));
            double[] many = sorted(claims(filled, MANY, CLAIMS));
            filled.update(server.dropIndex("embedesk_outbox_due", "embedesk_outbox"));
            boolean controlRed = sorted(claims(filled, 1, 5))[0] > 3 * part(few, 0.5);
            double p99 = part(few, 0.99);
            return List.of(
                    figure("p50", part(few, 0.5), backlog),
                    new Measurement(
                            name + ".p99",
                            p99,
                            "ms",
                            null,
                            backlog,
                            "at most 20 ms",
                            p99 <= MOST_MILLISECONDS,
                            controlRed),
                    figure("8-workers.p50", part(many, 0.5), backlog),
                    figure("8-workers.p99", part(many, 0.99), backlog));
        }
    }

    private Measurement figure(String what, double milliseconds, int backlog) {
        return new Measurement(name + "." + what, milliseconds, "ms", null, backlog, null, null, null);
    }

    private static double[] sorted(double... took) {
        Arrays.sort(took);
        return took;
    }

    private static double part(double[] sorted, double part) {
        return sorted[(int) (sorted.length * part)];
    }

    private static double[] claims(Filled filled, int workers, int each) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Future<double[]>> all = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                String owner = "worker-" + i;
                all.add(threads.submit(() -> claimed(filled, owner, each)));
            }
            double[] took = {};
            for (Future<double[]> one : all) {
                double[] mine = one.get();
                took = Arrays.copyOf(took, took.length + mine.length);
                System.arraycopy(mine, 0, took, took.length - mine.length, mine.length);
            }
            return took;
        } finally {
            threads.shutdown();
        }
    }

    private static double[] claimed(Filled filled, String owner, int claims) {
        double[] took = new double[claims];
        for (int i = 0; i < claims; i++) {
            long began = System.nanoTime();
            List<OutboxRow> rows =
                    filled.store.commit(tx -> tx.outbox().claim(owner, Instant.now(), Duration.ofMinutes(10), AT_ONCE));
            took[i] = (System.nanoTime() - began) / 1e6;
            if (rows.size() != AT_ONCE) {
                throw new IllegalStateException(rows.size() + " mails were claimed");
            }
        }
        return took;
    }
}
