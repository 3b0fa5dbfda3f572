package io.embedesk.examples.benchmarks;

import java.io.IOException;
import java.lang.ref.Reference;
import java.util.List;

/** What a ticket of five entries of a thousand characters costs in the heap of the in-memory store. */
final class CoreMemory implements Row {
    private static final double MOST_KILOBYTES = 12;

    @Override
    public String name() {
        return "core.memory";
    }

    @Override
    public List<Measurement> measure(boolean brief) throws IOException {
        int tickets = brief ? 2_000 : 20_000;
        double value = kilobytes(tickets, 1_000);
        boolean controlRed = kilobytes(tickets / 10, 10_000) > MOST_KILOBYTES;
        return List.of(new Measurement(
                name(), value, "kB/ticket", null, tickets, "at most 12 kB", value <= MOST_KILOBYTES, controlRed));
    }

    private static double kilobytes(int tickets, int characters) throws IOException {
        long before = used();
        FilledDesk filled = FilledDesk.of(tickets, 5, "x".repeat(characters - 1));
        long after = used();
        Reference.reachabilityFence(filled);
        return (after - before) / 1_000.0 / tickets;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
