package io.embedesk.examples.benchmarks.store;

import java.util.Arrays;

/**
 * Two ways to do the same, by turns, so that whatever else the machine does meets both.
 *
 * @param ours our median
 * @param p95 what ours takes at most, but for one of twenty
 * @param byHand the other's median
 */
record Compared(double ours, double p95, double byHand) {
    /** So many that the drivers prepare on the server, and so long that both are compiled. */
    private static final int FEWEST_WARM = 12;

    private static final long WARM_NANOS = 2_000_000_000L;
    /** A call that takes seconds is no faster the twelfth time. */
    private static final long LONGEST_WARM_NANOS = 20_000_000_000L;

    private static final int FEWEST = 3;
    private static final long MOST_NANOS = 10_000_000_000L;

    interface Call {
        Object call() throws Exception;
    }

    /** In milliseconds. */
    static Compared measure(Call ours, Call byHand, int times) throws Exception {
        double[] mine = new double[times];
        double[] theirs = new double[times];
        long began = System.nanoTime();
        for (int i = 0; !isWarm(i, System.nanoTime() - began); i++) {
            ours.call();
            byHand.call();
        }
        long until = System.nanoTime() + MOST_NANOS;
        int done = 0;
        while (done < times && (done < FEWEST || System.nanoTime() < until)) {
            mine[done] = took(ours);
            theirs[done] = took(byHand);
            done++;
        }
        return new Compared(
                part(0.5, Arrays.copyOf(mine, done)),
                part(0.95, Arrays.copyOf(mine, done)),
                part(0.5, Arrays.copyOf(theirs, done)));
    }

    private static boolean isWarm(int calls, long nanos) {
        return nanos >= LONGEST_WARM_NANOS || calls >= FEWEST_WARM && nanos >= WARM_NANOS;
    }

    private static double took(Call call) throws Exception {
        long began = System.nanoTime();
        call.call();
        return (System.nanoTime() - began) / 1e6;
    }

    private static double part(double part, double... values) {
        Arrays.sort(values);
        return values[(int) (values.length * part)];
    }
}
