package io.embedesk.examples.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What is promised, and whether it is kept: each promise by the tests that have just run and by measurements. A promise whose tests did not
 * run, or that nothing proves, is not kept.
 */
public final class Scoreboard {
    private static final List<Promise> PROMISES = List.of(
            new Promise(
                    1,
                    "kill -9 while mails leave: none lost, doubles are byte-identical",
                    List.of(),
                    List.of("outbox.crashes", "outbox.crashes.mariadb")),
            new Promise(
                    2,
                    "the answer to the final dot is lost: none lost, at most one double",
                    List.of("InDoubtTest"),
                    List.of()),
            new Promise(
                    3,
                    "four processes of eight workers: none sent twice, none lost",
                    List.of(),
                    List.of("outbox.processes", "outbox.processes.mariadb")),
            new Promise(
                    4,
                    "a node that sleeps longer than its lease: at most one double each",
                    List.of(),
                    List.of("outbox.crashes", "outbox.crashes.mariadb")),
            new Promise(
                    5, "every SMTP answer in every place has its outcome", List.of("SmtpAnswerMatrixTest"), List.of()),
            new Promise(
                    6,
                    "the database dies at any statement of any call: nothing half done",
                    List.of("FaultTest"),
                    List.of()),
            new Promise(
                    7,
                    "claims behind a backlog take at most 20 ms",
                    List.of(),
                    List.of("outbox.claims", "outbox.claims.mariadb")),
            new Promise(
                    8,
                    "a mail that is delivered again is one message",
                    List.of("IntakeTest", "InboundEndpointTest"),
                    List.of("intake.redelivery", "intake.redelivery.mariadb")),
            new Promise(9, "no mail runs a script in a browser", List.of("SanitizerInBrowserTest"), List.of()),
            new Promise(10, "no field adds a header or a recipient", List.of("InjectionTest"), List.of()),
            new Promise(11, "whatever bytes arrive end in a mail or a refusal", List.of("InboundFuzzTest"), List.of()),
            new Promise(
                    12,
                    "mails made to cost a parser seconds are refused",
                    List.of("MailBombsTest"),
                    List.of("inbound.bombs")),
            new Promise(13, "twice the input takes at most 2.3 times as long", List.of(), List.of("inbound.growth")),
            new Promise(14, "a second parser sees the same mail", List.of("OtherParserTest"), List.of()),
            new Promise(
                    15,
                    "nobody writes into a ticket that is not theirs",
                    List.of("SpoofMatrixTest"),
                    List.of("intake.guesses")),
            new Promise(16, "every call by everybody is decided", List.of("AccessMatrixTest", "AccessTest"), List.of()),
            new Promise(17, "a changed, old or repeated request is refused", List.of("EveryProviderTest"), List.of()),
            new Promise(
                    18,
                    "two desks that write to each other fall silent",
                    List.of("AutomaticMailTest", "MailClassifierTest"),
                    List.of()),
            new Promise(
                    19,
                    "agents at the same time lose nothing, on every database",
                    List.of("MemoryTicketStoreTest", "H2StoreTest", "PostgresqlStoreTest", "MariadbStoreTest"),
                    List.of()),
            new Promise(
                    20,
                    "what is erased is gone, and no file is left over",
                    List.of("FolderAttachmentsTest", "PrivacyTest", "ErasureTest"),
                    List.of()),
            new Promise(
                    21,
                    "lists, counts and mails that come in do not grow with the tickets",
                    List.of(),
                    List.of("store.postgresql", "intake.webhook")),
            new Promise(
                    22,
                    "what other desks were broken by does not break this one",
                    List.of("OtherDesksTest"),
                    List.of()));

    private record Promise(int number, String what, List<String> tests, List<String> rows) {}

    /** What became of a class's tests. */
    private record Ran(int tests, int failed, int skipped) {
        Ran and(Ran other) {
            return new Ran(tests + other.tests, failed + other.failed, skipped + other.skipped);
        }
    }

    private Scoreboard() {}

    public static void main(String[] args) throws Exception {
        boolean brief = !"false".equals(System.getProperty("short", "false"));
        Path folder = Path.of(args[1]);
        Map<String, Ran> ran = reports(Path.of(args[0]));
        Map<String, List<Measurement>> measured = new TreeMap<>();
        for (Row row : Benchmarks.rows(folder)) {
            if (PROMISES.stream().anyMatch(promise -> promise.rows().contains(row.name()))) {
                List<Measurement> figures = row.measure(brief);
                measured.put(row.name(), figures);
                Benchmarks.write(folder, row.name(), figures);
            }
        }
        List<Measurement> board =
                PROMISES.stream().map(promise -> judged(promise, ran, measured)).toList();
        Benchmarks.write(folder, "scoreboard", board);
        System.out.println(table(board));
        measured.values().stream()
                .flatMap(List::stream)
                .filter(one -> one.isMissed() && !isBesideOthers(one))
                .forEach(missed -> System.out.println("missed: " + missed.tableLine()));
        if (board.stream().anyMatch(Measurement::isMissed)) {
            System.exit(1);
        }
    }

    private static Measurement judged(Promise promise, Map<String, Ran> ran, Map<String, List<Measurement>> measured) {
        int tests = 0;
        long of = 0;
        boolean met = true;
        for (String name : promise.tests()) {
            Ran all = ran.getOrDefault(name, new Ran(0, 0, 0));
            tests += all.tests() - all.failed() - all.skipped();
            of += all.tests();
            met &= all.tests() > all.skipped() && all.failed() == 0;
        }
        Boolean control = null;
        for (String name : promise.rows()) {
            for (Measurement one : measured.getOrDefault(name, List.of())) {
                if (isBesideOthers(one)) {
                    continue;
                }
                tests += one.isMissed() ? 0 : 1;
                of++;
                met &= !one.isMissed();
                control = one.controlRed() == null
                        ? control
                        : Boolean.valueOf(one.controlRed() && !Boolean.FALSE.equals(control));
            }
        }
        String row = String.format(Locale.ROOT, "scoreboard.%02d", promise.number());
        return new Measurement(row, tests, "checks kept", null, of, promise.what(), met && of > 0, control);
    }

    /** How fast the same is by other means is a target of the benchmarks, and no promise. */
    private static boolean isBesideOthers(Measurement one) {
        String target = one.target();
        return target == null || target.contains("by hand") || target.contains("pgbench");
    }

    private static String table(List<Measurement> board) {
        StringBuilder out = new StringBuilder("| | promise | checks kept | of | |\n|---|---|---|---|---|\n");
        for (Measurement one : board) {
            out.append("| ")
                    .append(one.row().substring(one.row().indexOf('.') + 1))
                    .append(" | ")
                    .append(one.target())
                    .append(" | ")
                    .append((long) one.value())
                    .append(" | ")
                    .append(one.n())
                    .append(" | ")
                    .append(one.n() == 0 ? "nothing proves it" : one.isMissed() ? "missed" : "kept")
                    .append(" |\n");
        }
        return out.toString();
    }

    /** By the simple name of the class; what is nested in it counts for it. */
    private static Map<String, Ran> reports(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(root, 5)) {
            all.filter(file -> file.toString().contains("surefire-reports"))
                    .filter(file -> file.getFileName().toString().startsWith("TEST-"))
                    .forEach(files::add);
        }
        Map<String, Ran> ran = new TreeMap<>();
        for (Path file : files) {
            String type = file.getFileName().toString().replaceAll("^TEST-|\\.xml$", "");
            String name = type.substring(type.lastIndexOf('.') + 1).replaceAll("\\$.*", "");
            ran.merge(name, report(file), Ran::and);
        }
        return ran;
    }

    private static Ran report(Path file) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            xml.nextTag();
            return new Ran(count(xml, "tests"), count(xml, "failures") + count(xml, "errors"), count(xml, "skipped"));
        } catch (XMLStreamException e) {
            throw new IOException(file + " is no report", e);
        }
    }

    private static int count(XMLStreamReader xml, String attribute) {
        return Integer.parseInt(xml.getAttributeValue(null, attribute));
    }
}
