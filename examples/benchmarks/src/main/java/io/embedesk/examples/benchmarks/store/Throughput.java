package io.embedesk.examples.benchmarks.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two ways to do the same with many threads, by turns; medians of the turns, in calls a second. */
record Throughput(double ours, double byHand) {
    private static final int THREADS = 8;
    private static final int WARM_TURNS = 12;
    private static final long TURN_NANOS = 1_500_000_000L;

    static Throughput measure(Compared.Call ours, Compared.Call byHand, int turns) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            double[] mine = new double[turns];
            double[] theirs = new double[turns];
            for (int warm = 0; warm < WARM_TURNS; warm++) {
                turn(threads, ours);
                turn(threads, byHand);
            }
            for (int i = 0; i < turns; i++) {
                mine[i] = turn(threads, ours);
                theirs[i] = turn(threads, byHand);
            }
            Arrays.sort(mine);
            Arrays.sort(theirs);
            return new Throughput(mine[turns / 2], theirs[turns / 2]);
        } finally {
            threads.shutdownNow();
        }
    }

    private static double turn(ExecutorService threads, Compared.Call call) throws Exception {
        long began = System.nanoTime();
        List<Future<Long>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            running.add(threads.submit(() -> {
                long calls = 0;
                while (System.nanoTime() - began < TURN_NANOS) {
                    call.call();
                    calls++;
                }
                return calls;
            }));
        }
        long calls = 0;
        for (Future<Long> one : running) {
            calls += one.get();
        }
        return calls / ((System.nanoTime() - began) / 1e9);
    }
}
