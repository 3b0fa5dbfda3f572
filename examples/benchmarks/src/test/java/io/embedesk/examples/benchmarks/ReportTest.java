package io.embedesk.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    private Path folder;

    private static Measurement figure(
            String row, double value, @Nullable Double baseline, String unit, @Nullable Boolean met) {
        return new Measurement(row, value, unit, baseline, 7, "at least 1", met, null);
    }

    private String written(String row, List<Measurement> figures) throws IOException {
        Path readme = folder.resolve("README.md");
        if (!Files.exists(readme)) {
            Files.writeString(
                    readme, "above\n<!-- measured: written by Report.java -->\n\n<!-- /measured -->\nbelow\n");
        }
        Benchmarks.write(folder, row, figures);
        new Report(readme, folder).write(List.of(row), true);
        return Files.readString(readme);
    }

    @Test
    void writesWhatWasMeasuredAndKeepsTheRest() throws IOException {
        written(
                "b.row",
                List.of(figure("b.row.one", 2, 4.0, "mails/s", false), figure("b.row.two", 3, 3.0, "mails/s", true)));
        String both = written("a.row", List.of(figure("a.row", 5, null, "ms", null)));
        assertThat(both)
                .startsWith("above\n")
                .endsWith("below\n")
                .contains("### `a.row`", "`mvn -Pbenchmarks -Drow=a.row -Dshort`", "| a.row | 5.000 ms |  |  | 7 |")
                .contains("| b.row.one | 2.000 mails/s | 4.000 | 0.500 | 7 | at least 1 | missed |");
        assertThat(both.indexOf("`a.row`")).isLessThan(both.indexOf("`b.row`"));
        String again = written("b.row", List.of(figure("b.row.one", 6, 4.0, "mails/s", true)));
        assertThat(again).contains("| b.row.one | 6.000 mails/s |").doesNotContain("b.row.two");
    }

    @Test
    void saysFromWhereToWhereTheTurnsWent() throws IOException {
        assertThat(written("e", List.of(figure("e", 2, null, "ms", null).of(3, 1, 2))))
                .contains("| e | 2.000 ms (1.000 to 3.000) |");
    }

    @Test
    void drawsBarsOfTheSameUnitOnly() throws IOException {
        assertThat(written("c", List.of(figure("c.one", 2, 4.0, "ms", false), figure("c.two", 3, 3.0, "ms", true))))
                .contains("![c beside its baseline](charts/c.svg)");
        assertThat(folder.resolve("charts/c.svg"))
                .content()
                .contains(">one<", "0.50 missed", ">two<", "1.00<", ">baseline<");
        assertThat(written(
                        "d", List.of(figure("d.one", 2, 4.0, "ms", false), figure("d.two", 3, 3.0, "mails/s", true))))
                .doesNotContain("charts/d.svg");
    }

    @Test
    void hasALineForEachCallWhereThereAreMany() throws IOException {
        List<Measurement> many = new ArrayList<>();
        for (long size : new long[] {10_000, 5_000_000}) {
            for (int i = 0; i < 20; i++) {
                boolean met = size < 5_000_000 || i != 3;
                many.add(new Measurement("f.call-" + i, i + 1, "ms", 2.0, size, "at most 1.5 times", met, null));
                many.add(new Measurement("f.call-" + i + ".p95", 60, "ms", null, size, "at most 50 ms", i != 4, null));
            }
        }
        many.add(new Measurement("f.reply", 700, "calls/s", 1000.0, 5_000_000, "at least 0.6", true, null));
        assertThat(written("f", many))
                .contains("| call | 10,000 | 5,000,000 |\n|---|---|---|\n")
                .contains("| call-3 | 4.000 ms, 2.000 | 4.000 ms, **2.000** |")
                .contains("| reply |  | 700.000 calls/s, 0.700 |")
                .contains("`call-4.p95` 60.000 ms at 10,000 (at most 50 ms)")
                .doesNotContain("call-5.p95");
        assertThat(folder.resolve("charts/f.svg"))
                .content()
                .contains(">call-3<")
                .doesNotContain(">reply<", ".p95");
    }
}
