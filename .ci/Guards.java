import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes away what keeps an attack out, one after the other, and sees that the test of that attack fails: {@code java .ci/Guards.java [TEST...]}. Works
 * on a copy in {@code target/guards}; the list is {@code guards.txt}.
 */
final class Guards {
    private static final Path COPY = Path.of("target/guards");
    private static final Path REPORTS = COPY.resolve("inbound/target/surefire-reports");
    private static final String SUITE = "OtherDesksTest";

    private static String modulePath = "";

    private record Change(Path file, String line, String instead) {}

    private Guards() {}

    private static Map<String, List<Change>> read(Path list) throws IOException {
        Map<String, List<Change>> guards = new LinkedHashMap<>();
        List<Change> changes = new ArrayList<>();
        Path file = Path.of("");
        String line = "";
        for (String text : Files.readAllLines(list)) {
            if (text.startsWith("test ")) {
                changes = new ArrayList<>();
                guards.put(text.substring(5), changes);
            } else if (text.startsWith("in ")) {
                file = Path.of(text.substring(3));
            } else if (text.startsWith("- ")) {
                line = text.substring(2);
            } else if (text.startsWith("+ ")) {
                changes.add(new Change(file, line, text.substring(2)));
            }
        }
        return guards;
    }

    public static void main(String[] wanted) throws Exception {
        run("sh", "-c", "rm -rf " + COPY + " && mkdir -p " + COPY + " && git ls-files -co --exclude-standard | tar -cf - -T - | tar -xf - -C " + COPY);
        test(SUITE);
        modulePath = modulePath();
        if (failures() > 0) {
            throw new IllegalStateException(SUITE + " fails with all guards in place");
        }
        List<String> rows = new ArrayList<>();
        boolean all = true;
        for (Map.Entry<String, List<Change>> guard : read(Path.of(".ci/guards.txt")).entrySet()) {
            if (wanted.length > 0 && !List.of(wanted).contains(guard.getKey())) {
                continue;
            }
            boolean red = isRed(SUITE + "#" + guard.getKey(), guard.getValue());
            all &= red;
            System.out.println((red ? "red    " : "GREEN  ") + guard.getKey());
            rows.add("{\"row\": \"guards." + guard.getKey() + "\", \"value\": " + (red ? 1 : 0)
                    + ".000, \"unit\": \"failures\", \"baseline\": null, \"ratio\": null, \"n\": 1, \"target\":"
                    + " \"fails without its guard\", \"met\": " + red + ", \"control_red\": " + red + "}");
        }
        Files.createDirectories(Path.of("target/measurements"));
        Files.write(Path.of("target/measurements/guards.jsonl"), rows);
        System.out.println(rows.stream().filter(row -> row.contains("\"met\": true")).count() + " of " + rows.size());
        System.exit(all && !rows.isEmpty() ? 0 : 1);
    }

    private static boolean isRed(String test, List<Change> changes) throws Exception {
        Map<Path, String> before = new LinkedHashMap<>();
        try {
            for (Change change : changes) {
                Path file = COPY.resolve(change.file());
                String text = Files.readString(file);
                before.putIfAbsent(file, text);
                if (!text.contains(change.line())) {
                    throw new IllegalStateException(change.file() + " has no line '" + change.line() + "'; mend .ci/guards.txt");
                }
                Files.writeString(file, text.replace(change.line(), change.instead()));
            }
            compile(before.keySet());
            // Everything else is compiled already.
            test(test, "-Dmaven.main.skip", "-Dmaven.compiler.useIncrementalCompilation=false");
            return failures() > 0;
        } finally {
            for (Map.Entry<Path, String> file : before.entrySet()) {
                Files.writeString(file.getKey(), file.getValue());
            }
            compile(before.keySet());
        }
    }

    private static void test(String test, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "mvn", "-q", "-f", COPY.resolve("pom.xml").toString(), "-pl", "core,inbound", "-am", "test", "-Dgates.skip",
                "-Dlint.werror=-Xlint:none", "-Dproviders.tests=None", "-Dsurefire.failIfNoSpecifiedTests=false", "-Dtest=" + test));
        command.addAll(List.of(more));
        run(command.toArray(String[]::new));
    }

    /** Alone, and to where Maven has put the others. */
    private static void compile(Iterable<Path> files) throws Exception {
        for (Path file : files) {
            Path classes = COPY.resolve(COPY.relativize(file).getName(0)).resolve("target/classes");
            int status = run("javac", "-nowarn", "-proc:none", "-d", classes.toString(), "--module-path", modulePath, file.toString());
            if (status != 0) {
                throw new IllegalStateException(file + " does not compile without its guard: target/guards.log says why");
            }
        }
    }

    /** As the tests had it. */
    private static String modulePath() throws IOException {
        try (Stream<Path> reports = Files.list(REPORTS)) {
            Path report = reports.filter(file -> file.getFileName().toString().startsWith("TEST-")).findFirst().orElseThrow();
            String text = Files.readString(report);
            return property("jdk.module.path", text);
        }
    }

    private static String property(String name, String report) {
        Matcher found = Pattern.compile("name=\"" + Pattern.quote(name) + "\" value=\"([^\"]*)\"").matcher(report);
        return found.find() ? found.group(1) : "";
    }

    /** And takes the reports away, so that the next are those of the next run. */
    private static int failures() throws IOException {
        try (Stream<Path> reports = Files.list(REPORTS)) {
            int failures = 0;
            for (Path report : reports.filter(file -> file.getFileName().toString().startsWith("TEST-")).toList()) {
                Matcher found = Pattern.compile("<testsuite [^>]*\\berrors=\"(\\d+)\"[^>]*\\bfailures=\"(\\d+)\"")
                        .matcher(Files.readString(report));
                if (found.find()) {
                    failures += Integer.parseInt(found.group(1)) + Integer.parseInt(found.group(2));
                }
                Files.delete(report);
            }
            return failures;
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target/guards.log").toFile())
                .start()
                .waitFor();
    }
}
