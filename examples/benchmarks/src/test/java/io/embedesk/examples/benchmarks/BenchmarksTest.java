package io.embedesk.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That what is measured works; how fast it is, is for the command to say. */
class BenchmarksTest {
    @Test
    void everyCallDoesWhatItIsMeasuredFor() throws IOException {
        CoreCalls calls = new CoreCalls();
        calls.tickets = 100;
        calls.fill();
        assertThat(calls.open()).isNotNull();
        assertThat(calls.reply().toString()).contains("AgentReply");
        assertThat(calls.receive().toString()).contains("APPENDED");
        assertThat(calls.listNewest()).isNotNull();
        assertThat(calls.listLastActivity()).isNotNull();
        assertThat(calls.listPriority()).isNotNull();
        assertThat(calls.listOpen().toString()).contains("OPEN");
        assertThat(calls.counts()).isNotNull();
        assertThat(calls.control()).isEqualTo(100);
    }

    @Test
    void everyRowHasAMethodAndANameOfItsOwn() {
        assertThat(Benchmarks.rows(Path.of("target"))).extracting(Row::name).doesNotHaveDuplicates();
        assertThat(CoreSpeed.rows())
                .allSatisfy(row -> assertThat(CoreCalls.class.getMethods())
                        .extracting(method -> method.getName())
                        .contains(((CoreSpeed) row).method()));
    }

    @Test
    void aFigureIsALineOfJsonAndOfATable() {
        Measurement figure = new Measurement("core.x", 3, "us/call", 2.0, 10, "at most twice", true, false);
        assertThat(figure.json())
                .isEqualTo("{\"row\": \"core.x\", \"value\": 3.000, \"unit\": \"us/call\", \"baseline\": 2.000,"
                        + " \"ratio\": 1.500, \"n\": 10, \"target\": \"at most twice\", \"met\": true,"
                        + " \"control_red\": false}");
        assertThat(figure.isMissed()).as("the control was not found out").isTrue();
        assertThat(new Measurement("x", 1, "s", null, 1, null, null, null).json())
                .contains("\"ratio\": null", "\"met\": null");
        assertThat(Benchmarks.table(List.of(figure)))
                .contains("| core.x | 3.000 us/call | 1.500 | 10 | at most twice | met, control not found out |");
    }
}
