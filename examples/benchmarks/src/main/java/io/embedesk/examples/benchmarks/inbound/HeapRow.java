package io.embedesk.examples.benchmarks.inbound;

import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Programs;
import io.embedesk.examples.benchmarks.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A mail of 25 MB, from its request to its ticket, in a process whose heap is not much more than a small mail needs: the
 * smallest heap that is enough, less the smallest that is enough for the small one.
 */
public record HeapRow(String name) implements Row {
    private static final List<Integer> HEAPS = List.of(12, 16, 20, 24, 32, 40, 48, 64, 80, 112, 160, 224, 320);
    private static final int MOST = 64;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        int baseline = enough("small");
        List<Measurement> all = new ArrayList<>();
        boolean controlRed = enough("held") - baseline > MOST;
        for (String way : List.of("mime", "form", "json")) {
            int over = enough(way) - baseline;
            all.add(new Measurement(
                    name + "." + way,
                    over,
                    "MB of heap more than for a small mail, " + baseline + " MB",
                    null,
                    1,
                    "at most " + MOST,
                    over <= MOST,
                    controlRed));
        }
        return all;
    }

    private static int enough(String way) throws Exception {
        for (int heap : HEAPS) {
            if (runs(heap, way)) {
                return heap;
            }
        }
        throw new IllegalStateException("no heap is enough for " + way);
    }

    private static boolean runs(int heap, String way) throws Exception {
        List<String> options = List.of("-Xmx" + heap + "m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
        return Programs.succeeds(HeapReader.class, options, List.of(way), LONGEST);
    }
}
