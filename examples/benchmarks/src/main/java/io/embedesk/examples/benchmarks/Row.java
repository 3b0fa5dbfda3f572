package io.embedesk.examples.benchmarks;

import java.util.List;

/** Something that can be measured by its name. */
public interface Row {
    String name();

    /** A short run is for seeing that it works; its figures are rough. */
    List<Measurement> measure(boolean brief) throws Exception;
}
