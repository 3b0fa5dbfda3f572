package io.embedesk.examples.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** One of {@link CoreCalls}: what it costs, and that it costs no more when there are ten times as many tickets. */
record CoreSpeed(String name, String method) implements Row {
    /** A call that looks at every ticket grows ten times; a tree that is ten times larger is a few steps deeper, and colder. */
    private static final double MOST_GROWTH = 3;

    private static final AtomicReference<@Nullable Boolean> CONTROL = new AtomicReference<>();

    static List<Row> rows() {
        return List.of(
                new CoreSpeed("core.open", "open"),
                new CoreSpeed("core.reply", "reply"),
                new CoreSpeed("core.receive", "receive"),
                new CoreSpeed("core.list.newest", "listNewest"),
                new CoreSpeed("core.list.last-activity", "listLastActivity"),
                new CoreSpeed("core.list.priority", "listPriority"),
                new CoreSpeed("core.list.open", "listOpen"),
                new CoreSpeed("core.counts", "counts"));
    }

    @Override
    public List<Measurement> measure(boolean brief) throws RunnerException {
        Map<Integer, Double> costs = costs(method, brief);
        boolean controlRed = isControlRed();
        List<Measurement> all = new ArrayList<>();
        Double before = null;
        for (Map.Entry<Integer, Double> cost : costs.entrySet()) {
            all.add(figure(cost.getKey(), cost.getValue(), before, controlRed));
            before = cost.getValue();
        }
        return all;
    }

    private Measurement figure(int tickets, double cost, @Nullable Double before, boolean controlRed) {
        if (before == null) {
            return new Measurement(name, cost, "us/call", null, tickets, null, null, null);
        }
        boolean met = cost / before <= MOST_GROWTH;
        String target = "at most 3 times for 10 times the tickets";
        return new Measurement(name, cost, "us/call", before, tickets, target, met, controlRed);
    }

    /** Asked once for all rows of a run. */
    private static boolean isControlRed() throws RunnerException {
        Boolean known = CONTROL.get();
        if (known == null) {
            known = grows(costs("control", true));
            CONTROL.set(known);
        }
        return known;
    }

    private static boolean grows(Map<Integer, Double> costs) {
        List<Double> values = List.copyOf(costs.values());
        return values.get(values.size() - 1) / values.get(0) > MOST_GROWTH * MOST_GROWTH;
    }

    /** The median of the iterations, by the number of tickets: a neighbour on the machine spoils a mean. */
    private static Map<Integer, Double> costs(String method, boolean brief) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(CoreCalls.class.getName() + "\\." + method + "$")
                .forks(1)
                .warmupIterations(brief ? 1 : 4)
                .measurementIterations(brief ? 2 : 7)
                .warmupTime(TimeValue.milliseconds(200))
                .measurementTime(TimeValue.milliseconds(200))
                .jvmArgs("-Xmx6g");
        Collection<RunResult> results = new Runner(options.build()).run();
        Map<Integer, Double> costs = new TreeMap<>();
        for (RunResult result : results) {
            costs.put(
                    Integer.valueOf(result.getParams().getParam("tickets")),
                    result.getPrimaryResult().getStatistics().getPercentile(50));
        }
        return costs;
    }
}
