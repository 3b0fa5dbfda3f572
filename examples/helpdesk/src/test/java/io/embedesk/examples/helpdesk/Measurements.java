package io.embedesk.examples.helpdesk;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.Priority;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketService;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** How long the help desk takes to start, what it keeps in memory, and how fast its list is: {@code mvn -Pbenchmarks -Drow=helpdesk}. */
public final class Measurements {
    private static final Pattern STARTED = Pattern.compile("Started \\w+ in .*process running for ([0-9.]+)\\)");
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final int STARTS = 5;
    private static final double MOST_SECONDS = 4;
    private static final double MOST_MEGABYTES = 256;
    private static final double MOST_MILLIS = 50;
    private static final int TICKETS = 100_000;
    private static final int REQUESTS = 200;
    private static final int WARM = 60;
    private static final Actor.Staff ANN = Actor.agent("ann");

    private final List<String> lines = new ArrayList<>();
    private boolean missed;

    private Measurements() {}

    public static void main(String[] args) throws Exception {
        if (!Pattern.compile(args[0]).matcher("helpdesk").lookingAt()) {
            return;
        }
        boolean brief = !"false".equals(System.getProperty("short", "false"));
        Path work = Files.createTempDirectory("helpdesk");
        Measurements measurements = new Measurements();
        measurements.start(work, brief ? 1 : STARTS);
        int tickets = brief ? TICKETS / 10 : TICKETS;
        measurements.list(
                "helpdesk.list.",
                tickets,
                work,
                "--spring.datasource.url=jdbc:h2:file:" + work.resolve("list-" + UUID.randomUUID()));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            measurements.list(
                    "helpdesk.list.postgres.",
                    tickets,
                    work,
                    "--spring.profiles.active=postgres",
                    "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                    "--spring.datasource.username=postgres");
        }
        Path folder = Path.of(args[1]);
        Files.createDirectories(folder);
        Files.write(folder.resolve("helpdesk.jsonl"), measurements.lines);
        measurements.lines.forEach(System.out::println);
        System.exit(measurements.missed ? 1 : 0);
    }

    private void add(
            String row, double value, String unit, @Nullable Double baseline, int n, String target, boolean met) {
        missed |= !met;
        lines.add(String.format(
                Locale.ROOT,
                "{\"row\": \"%s\", \"value\": %.3f, \"unit\": \"%s\", \"baseline\": %s, \"ratio\": %s, \"n\": %d, \"target\":"
                        + " \"%s\", \"met\": %s, \"control_red\": null}",
                row,
                value,
                unit,
                baseline == null ? "null" : String.format(Locale.ROOT, "%.3f", baseline),
                baseline == null ? "null" : String.format(Locale.ROOT, "%.3f", value / baseline),
                n,
                target,
                met));
    }

    /** From the start of the process to its first answer, by turns with an application that does nothing. */
    private void start(Path work, int starts) throws Exception {
        double[] ours = new double[starts];
        double[] empty = new double[starts];
        double megabytes = 0;
        for (int i = 0; i < starts; i++) {
            try (Running nothing = new Running(EmptyApplication.class, work)) {
                empty[i] = nothing.seconds;
            }
            try (Running helpdesk = new Running(Helpdesk.class, work)) {
                ours[i] = helpdesk.seconds;
                helpdesk.get("/login");
                megabytes = Math.max(megabytes, helpdesk.usedMegabytes());
            }
        }
        double more = median(ours) - median(empty);
        add(
                "helpdesk.start",
                median(ours),
                "s",
                median(empty),
                starts,
                "at most 4 s more than an empty one",
                more <= MOST_SECONDS);
        add(
                "helpdesk.heap",
                megabytes,
                "MB in use, idle",
                null,
                starts,
                "less than 256 MB",
                megabytes < MOST_MEGABYTES);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void list(String row, int tickets, Path work, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--helpdesk.demo-tickets=false");
        try (RunningHelpdesk helpdesk = RunningHelpdesk.start(work.resolve("list"), all.toArray(new String[0]))) {
            fill(helpdesk, tickets);
            // As a server that runs for longer has done by itself.
            helpdesk.bean(JdbcTemplate.class).execute("ANALYZE");
            Map<String, String> pages = new LinkedHashMap<>();
            pages.put("all", "/tickets");
            pages.put("open", "/tickets?status=open");
            pages.put("urgent", "/tickets?priority=urgent");
            pages.put("agent", "/tickets?assignee=ben&status=open");
            pages.put("tag", "/tickets?tag=t7");
            for (Map.Entry<String, String> page : pages.entrySet()) {
                double p95 = p95(helpdesk, page.getValue());
                add(
                        row + page.getKey(),
                        p95,
                        "ms, 95th percentile, " + tickets + " tickets",
                        null,
                        REQUESTS,
                        "at most 50 ms",
                        p95 <= MOST_MILLIS);
            }
        }
    }

    private static double p95(RunningHelpdesk helpdesk, String page) {
        double[] millis = new double[REQUESTS];
        for (int i = -WARM; i < REQUESTS; i++) {
            long began = System.nanoTime();
            if (helpdesk.get(page).statusCode() != 200) {
                throw new IllegalStateException("the list failed");
            }
            if (i >= 0) {
                millis[i] = (System.nanoTime() - began) / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis[(int) (REQUESTS * 0.95)];
    }

    private static void fill(RunningHelpdesk helpdesk, int tickets) {
        TicketService service = helpdesk.bean(Desk.class).tickets();
        TransactionTemplate transaction = new TransactionTemplate(helpdesk.bean(PlatformTransactionManager.class));
        Priority[] priorities = Priority.values();
        for (int from = 0; from < tickets; from += 500) {
            int begin = from;
            transaction.executeWithoutResult(status -> {
                for (int i = begin; i < begin + 500; i++) {
                    Ticket ticket = service.open(
                            ANN,
                            NewTicket.subject("Ticket number " + i)
                                    .contact("c" + i % 5_000 + "@customer.example")
                                    .priority(priorities[i % priorities.length])
                                    .assignee(i % 3 == 0 ? "ben" : "cleo")
                                    .tags("t" + i % 500));
                    if (i % 30 != 0) {
                        service.change(ANN, ticket.id(), TicketChange.status(Status.CLOSED));
                    }
                }
            });
        }
    }

    /** An application in a process of its own. */
    private static final class Running implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;
        private int port;
        private double seconds;

        Running(Class<?> application, Path work) throws IOException {
            process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-Xmx256m",
                            // As mvn -Phelpdesk starts it.
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            application.getName(),
                            "--server.port=0",
                            "--helpdesk.data=" + work.resolve("data"),
                            "--spring.main.banner-mode=off")
                    .redirectErrorStream(true)
                    .start();
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            while (seconds == 0) {
                String line = out.readLine();
                if (line == null) {
                    throw new IllegalStateException(application + " did not start");
                }
                Matcher onPort = PORT.matcher(line);
                if (onPort.find()) {
                    port = Integer.parseInt(onPort.group(1));
                }
                Matcher started = STARTED.matcher(line);
                if (started.find()) {
                    seconds = Double.parseDouble(started.group(1));
                }
            }
        }

        void get(String path) throws IOException, InterruptedException {
            URI place = URI.create("http://127.0.0.1:" + port + path);
            for (int i = 0; i < 5; i++) {
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(place).build(), BodyHandlers.ofString());
            }
        }

        double usedMegabytes() throws IOException, InterruptedException {
            jcmd("GC.run");
            Matcher used = USED.matcher(jcmd("GC.heap_info"));
            if (!used.find()) {
                throw new IllegalStateException("the heap is not told");
            }
            return Long.parseLong(used.group(1)) / 1024.0;
        }

        private String jcmd(String command) throws IOException, InterruptedException {
            Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            Process run = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), command).start();
            String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            run.waitFor();
            return said;
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }
}
