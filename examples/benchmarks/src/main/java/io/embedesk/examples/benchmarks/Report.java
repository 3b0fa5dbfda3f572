package io.embedesk.examples.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was measured into the README beside it: {@code mvn -Pbenchmarks -Drow=… -Dwrite}. What was measured before and not again keeps its
 * lines; each run of rows says on what machine it was, and rows with a baseline become a chart.
 */
final class Report {
    private static final String BEGIN = "<!-- measured: written by Report.java -->\n";
    private static final String END = "<!-- /measured -->\n";
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\": (?:\"([^\"]*)\"|([^,}]+))");
    private static final Pattern SECTION = Pattern.compile("### `([^`]+)`\n.*?(?=\n### `|\\z)", Pattern.DOTALL);

    /** More figures than these, at several sizes, are a line for each call with a column for each size. */
    private static final int MOST_LINES = 40;
    /** What is said of a call besides: only when it is missed. */
    private static final Pattern BESIDES = Pattern.compile(".*\\.(p95|growth|statements)");

    private static final int LABELS = 300;
    private static final int BARS = 320;
    private static final int LINE = 22;

    private final Path readme;
    private final Path measurements;

    Report(Path readme, Path measurements) {
        this.readme = readme;
        this.measurements = measurements;
    }

    /** A figure as it was written down. */
    private record Figure(Map<String, String> fields) {
        boolean isMissed() {
            return "false".equals(of("met"));
        }

        boolean isBesides() {
            return BESIDES.matcher(cell("row")).matches();
        }

        /** Without the name of all. */
        String call(String row) {
            return cell("row").substring(Math.min(row.length() + 1, cell("row").length()));
        }

        long size() {
            return Long.parseLong(cell("n"));
        }

        @Nullable
        String of(String name) {
            String value = fields.get(name);
            return value == null || value.equals("null") ? null : value;
        }

        String cell(String name) {
            String value = of(name);
            return value == null ? "" : value;
        }
    }

    void write(List<String> rows, boolean brief) throws IOException {
        String text = Files.readString(readme);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        Map<String, String> sections = new LinkedHashMap<>();
        Matcher known = SECTION.matcher(text.substring(begin, end));
        while (known.find()) {
            sections.put(known.group(1), known.group().strip());
        }
        for (String row : rows) {
            sections.put(row, section(row, figures(row), brief));
        }
        String all = sections.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .reduce("", (before, one) -> before + "\n" + one + "\n");
        Files.writeString(readme, text.substring(0, begin) + all + "\n" + text.substring(end));
    }

    private List<Figure> figures(String row) throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (String line : Files.readAllLines(measurements.resolve(row + ".jsonl"))) {
            Map<String, String> fields = new LinkedHashMap<>();
            Matcher field = FIELD.matcher(line);
            while (field.find()) {
                fields.put(field.group(1), field.group(2) == null ? field.group(3) : field.group(2));
            }
            figures.add(new Figure(fields));
        }
        return figures;
    }

    private String section(String row, List<Figure> figures, boolean brief) throws IOException {
        StringBuilder out = new StringBuilder("### `")
                .append(row)
                .append("`\n\n`mvn -Pbenchmarks -Drow=")
                .append(row)
                .append(option("tickets"))
                .append(brief ? " -Dshort" : "")
                .append("`: ")
                .append(machine())
                .append("\n\n");
        boolean many = figures.size() > MOST_LINES && figures.size() > calls(figures);
        out.append(many ? bySize(row, figures) : lines(figures));
        List<Figure> compared = figures.stream()
                .filter(figure -> figure.of("ratio") != null)
                .filter(figure -> !many || isInTheChartOfMany(figure, figures))
                .toList();
        // Bars of milliseconds and of mails a second beside each other would say nothing.
        boolean alike =
                compared.stream().map(figure -> figure.cell("unit")).distinct().count() == 1;
        if (compared.size() > 1 && alike) {
            Path charts = Files.createDirectories(readme.resolveSibling("charts"));
            Files.writeString(charts.resolve(row + ".svg"), chart(row, compared));
            out.append("\n![")
                    .append(row)
                    .append(" beside its baseline](charts/")
                    .append(row)
                    .append(".svg)\n");
        }
        return out.toString().strip();
    }

    private static long calls(List<Figure> figures) {
        return figures.stream().map(figure -> figure.cell("row")).distinct().count();
    }

    private static String lines(List<Figure> figures) {
        StringBuilder out =
                new StringBuilder("| row | value | baseline | ratio | n | target | |\n|---|---|---|---|---|---|---|\n");
        for (Figure figure : figures) {
            String met = figure.of("met");
            String control = "false".equals(figure.of("control_red"))
                    ? ", control not found out"
                    : figure.of("control_red") == null ? "" : ", control found out";
            out.append("| ")
                    .append(String.join(
                            " | ",
                            figure.cell("row"),
                            figure.cell("value") + " " + figure.cell("unit") + spread(figure),
                            figure.cell("baseline"),
                            figure.cell("ratio"),
                            figure.cell("n"),
                            figure.cell("target"),
                            (met == null ? "" : met.equals("true") ? "met" : "missed") + control))
                    .append(" |\n");
        }
        return out.toString();
    }

    /** A line for each call, a column for each size; and what was missed besides. */
    private static String bySize(String row, List<Figure> figures) {
        List<Long> sizes =
                figures.stream().map(Figure::size).distinct().sorted().toList();
        Map<String, Map<Long, Figure>> calls = new LinkedHashMap<>();
        figures.stream()
                .filter(figure -> !figure.isBesides())
                .forEach(figure -> calls.computeIfAbsent(figure.call(row), call -> new HashMap<>())
                        .put(figure.size(), figure));
        StringBuilder out = new StringBuilder("| call |");
        sizes.forEach(size -> out.append(String.format(Locale.ROOT, " %,d |", size)));
        out.append("\n|---|").append("---|".repeat(sizes.size())).append('\n');
        calls.forEach((call, bySize) -> {
            out.append("| ").append(call).append(" |");
            sizes.forEach(size -> out.append(' ')
                    .append(Optional.ofNullable(bySize.get(size))
                            .map(Report::brief)
                            .orElse(""))
                    .append(" |"));
            out.append('\n');
        });
        String missed = figures.stream()
                .filter(Figure::isBesides)
                .filter(Figure::isMissed)
                .map(figure -> String.format(
                        Locale.ROOT,
                        "`%s` %s %s at %,d (%s)",
                        figure.call(row),
                        figure.cell("value"),
                        figure.cell("unit"),
                        figure.size(),
                        figure.cell("target")))
                .collect(Collectors.joining(", "));
        out.append(
                "\nEach with its ratio to the baseline; bold where its target was missed. The chart is of the largest size.");
        return out.append(missed.isEmpty() ? "" : " Missed besides: " + missed + ".")
                .append('\n')
                .toString();
    }

    private static String brief(Figure figure) {
        String mark = figure.isMissed() ? "**" : "";
        return figure.cell("value") + " " + figure.cell("unit") + ", " + mark + figure.cell("ratio") + mark;
    }

    /** One bar a call: at the largest size, in the unit of the first. */
    private static boolean isInTheChartOfMany(Figure figure, List<Figure> all) {
        long largest = all.stream().mapToLong(Figure::size).max().orElseThrow();
        return !figure.isBesides()
                && figure.size() == largest
                && figure.cell("unit").equals(all.get(0).cell("unit"));
    }

    private static String spread(Figure figure) {
        return figure.of("least") == null ? "" : " (" + figure.cell("least") + " to " + figure.cell("most") + ")";
    }

    private static String option(String name) {
        String value = System.getProperty(name, "");
        return value.isEmpty() ? "" : " -D" + name + "=" + value;
    }

    private static String machine() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("model name"))
                            .map(line -> line.substring(line.indexOf(':') + 1).strip())
                            .findFirst()
                            .orElse("unknown processor")
                    + ", " + processorsAndJava();
        } catch (IOException e) {
            return processorsAndJava();
        }
    }

    private static String processorsAndJava() {
        return Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + ", Java "
                + Runtime.version();
    }

    /** A bar for each ratio; the line is where it would be as the baseline. */
    private static String chart(String row, List<Figure> figures) {
        double most = figures.stream()
                .mapToDouble(figure -> Double.parseDouble(figure.cell("ratio")))
                .max()
                .orElse(1);
        double scale = BARS / Math.max(most, 1.0) * 0.9;
        int height = figures.size() * LINE + 30;
        StringBuilder svg =
                new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12" role="img" aria-label="%s">
                <style>text { fill: #222 } rect { fill: #2f6f9f } .missed { fill: #b4552d } line { stroke: #222; stroke-dasharray: 3 3 }
                @media (prefers-color-scheme: dark) { text { fill: #ddd } line { stroke: #ddd } }</style>
                """.formatted(LABELS + BARS + 90, height, row + ": ratio to the baseline"));
        int y = 8;
        for (Figure figure : figures) {
            double ratio = Double.parseDouble(figure.cell("ratio"));
            boolean missed = figure.isMissed();
            String name = figure.call(row);
            // One call at several sizes.
            String label = name.isEmpty() ? figure.cell("n") : name;
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text><rect%s x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"14\" rx=\"2\"/>"
                            + "<text x=\"%.1f\" y=\"%d\">%.2f%s</text>%n",
                    LABELS - 8,
                    y + 12,
                    label,
                    missed ? " class=\"missed\"" : "",
                    LABELS,
                    y,
                    ratio * scale,
                    LABELS + ratio * scale + 6,
                    y + 12,
                    ratio,
                    missed ? " missed" : ""));
            y += LINE;
        }
        return svg.append(String.format(
                        Locale.ROOT,
                        "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"2\" y2=\"%2$d\"/><text x=\"%1$.1f\" y=\"%3$d\" text-anchor=\"middle\">baseline</text>%n</svg>%n",
                        LABELS + scale,
                        y,
                        y + 14))
                .toString();
    }
}
