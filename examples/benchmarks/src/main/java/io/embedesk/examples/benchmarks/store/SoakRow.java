package io.embedesk.examples.benchmarks.store;

import io.embedesk.EntryId;
import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import io.embedesk.examples.benchmarks.mail.Sink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two nodes at work for half an hour: customers write, agents reply, customers answer, while the mail server is away twice, the database is
 * restarted and a node is killed. What was accepted is there once, what was replied is mailed, memory stays what it was, and nothing of a mail,
 * no address and no secret is in the logs.
 */
public record SoakRow(String name, Path folder) implements Row {
    private static final Duration WHOLE = Duration.ofMinutes(30);
    private static final Duration BRIEF = Duration.ofMinutes(2);
    private static final int CUSTOMERS = 4;
    private static final long PAUSE_MILLIS = 150;
    private static final Duration DRAINED_WITHIN = Duration.ofMinutes(15);
    private static final double MOST_GROWTH_MB = 16;
    private static final Pattern TICKET = Pattern.compile("\"ticket\":\"([0-9a-z]{26})\"");

    /** What stands in every mail and reply, and so may stand in no log. */
    private static final String CANARY = "canary-of-the-soak";

    private static final List<String> SECRETS =
            List.of(CANARY, "@customer.example", Node.SUPPORT, Node.KEY.reveal(), Node.WEBHOOK.reveal());

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        Path place = folder.resolve(name);
        try (Server server = Server.durable(place.resolve("database"));
                Filled filled = new Filled(server, 10_000, false);
                Sink sink = new Sink()) {
            Path logs = Files.createDirectories(place.resolve("logs"));
            try (Stream<Path> old = Files.list(logs)) {
                for (Path log : old.toList()) {
                    Files.delete(log);
                }
            }
            try (Soak soak = new Soak(server, filled, sink, logs, brief ? BRIEF : WHOLE)) {
                return soak.run(name);
            }
        }
    }

    /** One run. */
    private static final class Soak implements AutoCloseable {
        private final Server server;
        private final Filled filled;
        private final Sink sink;
        private final Path logs;
        private final Duration whole;
        private final List<NodeProcess> nodes;
        private final Set<String> written = ConcurrentHashMap.newKeySet();
        private final Set<String> replied = ConcurrentHashMap.newKeySet();
        private final AtomicLong again = new AtomicLong();
        private final AtomicInteger next = new AtomicInteger();

        Soak(Server server, Filled filled, Sink sink, Path logs, Duration whole) throws IOException {
            this.server = server;
            this.filled = filled;
            this.sink = sink;
            this.logs = logs;
            this.whole = whole;
            this.nodes = List.of(
                    NodeProcess.start(filled, sink.port(), logs.resolve("node-0.log")),
                    NodeProcess.start(filled, sink.port(), logs.resolve("node-1.log")));
        }

        List<Measurement> run(String row) throws Exception {
            long tickets = filled.count("select count(*) from embedesk_ticket");
            Instant began = Instant.now();
            Instant end = began.plus(whole);
            ExecutorService customers = Executors.newFixedThreadPool(CUSTOMERS);
            List<Future<?>> writing = new ArrayList<>();
            for (int i = 0; i < CUSTOMERS; i++) {
                writing.add(customers.submit(() -> {
                    while (Instant.now().isBefore(end)) {
                        conversation();
                    }
                    return null;
                }));
            }
            at(began, 1.5 / 12);
            double[] before = heaps();
            at(began, 2.0 / 12);
            sink.down();
            at(began, 3.0 / 12);
            sink.up();
            at(began, 5.0 / 12);
            server.restart();
            at(began, 7.0 / 12);
            nodes.get(0).kill();
            at(began, 7.5 / 12);
            nodes.get(0).startAgain();
            at(began, 9.0 / 12);
            sink.down();
            at(began, 10.0 / 12);
            sink.up();
            for (Future<?> one : writing) {
                one.get();
            }
            customers.shutdown();
            Instant latest = Instant.now().plus(DRAINED_WITHIN);
            while (filled.count("select count(*) from embedesk_outbox where state <> 'SENT'") > 0
                    && Instant.now().isBefore(latest)) {
                Thread.sleep(1_000);
            }
            double[] after = heaps();
            return results(row, before, after, tickets);
        }

        private List<Measurement> results(String row, double[] before, double[] after, long ticketsBefore)
                throws Exception {
            Map<String, Integer> entries = entries();
            long lost =
                    written.stream().filter(mail -> !entries.containsKey(mail)).count();
            long twice = written.stream()
                    .filter(mail -> entries.getOrDefault(mail, 0) > 1)
                    .count();
            tell(entries);
            entries.remove(written.iterator().next());
            boolean lossFound = written.stream().anyMatch(mail -> !entries.containsKey(mail));
            long opened = filled.count("select count(*) from embedesk_ticket") - ticketsBefore;
            long open = filled.count("select count(*) from embedesk_receipt where state = 'ACCEPTED'");
            long unsent = replied.size() - sink.mails();
            // In doubt is what a process had on its way when it, the database or the mail server went away.
            long inDoubt = 5L * nodes.size() * Node.WORKERS;
            List<String> said = new ArrayList<>();
            try (Stream<Path> files = Files.list(logs)) {
                for (Path log : files.toList()) {
                    said.addAll(told(Files.readString(log)));
                }
            }
            boolean sayingFound =
                    told("WARN: no answer from carla@customer.example").size() == 1;
            // The first node is another process now.
            double grown = after[1] - before[1];
            int conversations = written.size();
            return List.of(
                    of(row + ".lost", lost, "mails", conversations, "none", lost == 0, lossFound),
                    of(row + ".twice", twice, "mails", conversations, "none", twice == 0, null),
                    of(
                            row + ".tickets",
                            opened,
                            "tickets",
                            conversations,
                            "half of the mails",
                            opened * 2 == conversations,
                            null),
                    of(row + ".unfinished", open, "deliveries", conversations, "none", open == 0, null),
                    of(row + ".unsent", unsent, "mails", replied.size(), "none", unsent == 0, null),
                    of(
                            row + ".doubles",
                            sink.doubles(),
                            "mails",
                            replied.size(),
                            "at most " + inDoubt + " in doubt",
                            sink.doubles() <= inDoubt && sink.differing() == 0,
                            null),
                    of(row + ".logs", said.size(), "findings", replied.size(), "none", said.isEmpty(), sayingFound),
                    of(
                            row + ".heap",
                            grown,
                            "MB more",
                            conversations,
                            "at most " + MOST_GROWTH_MB,
                            grown <= MOST_GROWTH_MB,
                            null),
                    of(row + ".asked-again", again.get(), "requests", conversations, null, null, null));
        }

        /** What to look for in the logs, when something is missing. */
        private void tell(Map<String, Integer> entries) throws SQLException {
            written.stream()
                    .filter(mail -> !entries.containsKey(mail))
                    .limit(5)
                    .forEach(mail -> System.out.println("lost: " + mail));
            for (String sql : List.of(
                    "select 'delivery: ' || state || ' ' || coalesce(detail, '') from embedesk_receipt where state <> 'FINISHED' limit 5",
                    "select 'mail: ' || state || ' ' || recipients || ' ' || attempts || ' due ' || due_at from embedesk_outbox where state <> 'SENT' limit 5",
                    "select 'delivery: ' || split_part(detail, ' ', 1) || ' ' || count(*) from embedesk_receipt group by split_part(detail, ' ', 1)")) {
                try (Connection connection = filled.pool.getConnection();
                        Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery(sql)) {
                    while (rows.next()) {
                        System.out.println(rows.getString(1));
                    }
                }
            }
        }

        private static Measurement of(
                String row,
                double value,
                String unit,
                long n,
                @Nullable String target,
                @Nullable Boolean met,
                @Nullable Boolean controlRed) {
            return new Measurement(row, value, unit, null, n, target, met, controlRed);
        }

        private static List<String> told(String log) {
            return SECRETS.stream().filter(log::contains).toList();
        }

        private Map<String, Integer> entries() throws SQLException {
            Map<String, Integer> found = new HashMap<>();
            try (Connection connection = filled.pool.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select trim(body_text) from embedesk_entry where kind = "
                            + "'CUSTOMER_MESSAGE' and body_text like '" + CANARY + "%'")) {
                while (rows.next()) {
                    found.merge(rows.getString(1), 1, Integer::sum);
                }
            }
            return found;
        }

        private void at(Instant began, double part) throws InterruptedException {
            long millis = Duration.between(Instant.now(), began.plusMillis((long) (whole.toMillis() * part)))
                    .toMillis();
            Thread.sleep(Math.max(0, millis));
        }

        private double[] heaps() throws InterruptedException {
            double[] megabytes = new double[nodes.size()];
            for (int i = 0; i < megabytes.length; i++) {
                megabytes[i] = nodes.get(i).heapMegabytes();
            }
            return megabytes;
        }

        /** A customer writes, an agent replies, the customer answers. */
        private void conversation() throws InterruptedException {
            String id = Long.toHexString(ThreadLocalRandom.current().nextLong());
            String opened = write(id + ".1", "");
            Matcher ticket = TICKET.matcher(opened);
            if (!ticket.find()) {
                // It was received before an answer could be given: the provider sends again, and is told that it is
                // known.
                write(id + ".2", "In-Reply-To: <" + id + ".1@customer.example>\r\n");
                return;
            }
            EntryId reply = EntryId.mint();
            String path = "/reply/" + ticket.group(1) + "/" + reply;
            byte[] words = (CANARY + " reply " + reply).getBytes(StandardCharsets.UTF_8);
            untilTaken(node -> node.post(path, Map.of(), words));
            replied.add(reply.value());
            write(id + ".2", "In-Reply-To: <" + id + ".1@customer.example>\r\n");
        }

        private String write(String id, String header) throws InterruptedException {
            String text = CANARY + " " + id;
            byte[] mail = ("From: Carla <carla." + id.charAt(0) + "@customer.example>\r\nTo: " + Node.SUPPORT
                            + "\r\nSubject: " + CANARY + "\r\nMessage-ID: <" + id + "@customer.example>\r\n" + header
                            + "Date: Mon, 2 Mar 2026 10:20:00 +0100\r\nMIME-Version: 1.0\r\n"
                            + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n")
                    .getBytes(StandardCharsets.UTF_8);
            String answer = untilTaken(node -> node.deliver(mail));
            written.add(text);
            return answer;
        }

        private interface Request {
            Optional<String> to(NodeProcess node) throws InterruptedException;
        }

        /** By either node, as a provider does and as an agent who presses again. */
        private String untilTaken(Request request) throws InterruptedException {
            while (true) {
                Thread.sleep(PAUSE_MILLIS);
                Optional<String> answer = request.to(nodes.get(next.getAndIncrement() & 1));
                if (answer.isPresent()) {
                    return answer.get();
                }
                again.incrementAndGet();
            }
        }

        @Override
        public void close() {
            nodes.forEach(NodeProcess::close);
        }
    }
}
