package io.embedesk.examples.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.examples.benchmarks.Measurement;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies at any of the points loses nothing; the command does it two hundred times more, and anywhere. */
class CrashesRowTest {
    @TempDir
    private Path folder;

    @Test
    void aProcessThatDiesAtAnyPointLosesNothingAndChangesNothing() throws Exception {
        assertThat(new CrashesRow("crashes", folder, false).measure(new CrashesRow.Plan(0, 1, 0)))
                .hasSize(4)
                .noneMatch(Measurement::isMissed);
    }
}
