package io.embedesk.examples.benchmarks.store;

import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Mails as providers deliver them at their worst: each up to five times, at the same moment to two nodes, by two addresses and so with other
 * trace lines, answers before what they answer, and strangers who use the Message-ID of somebody else's mail. Each is one message.
 */
public record RedeliveryRow(String name, Path folder, boolean onMariadb) implements Row {
    private static final int WHOLE = 20_000;
    private static final int BRIEF = 400;
    private static final int CLIENTS = 8;
    private static final int MOST_COPIES = 5;
    private static final int MOST_ATTEMPTS = 20;
    private static final int AGAIN = 25;
    /** Conversations that are on their way together. */
    private static final int TOGETHER = 5;

    private static final String CANARY = "canary-of-the-redelivery";

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        Path place = Files.createDirectories(folder.resolve(name));
        Path data = place.resolve("database");
        try (Server server = onMariadb ? Server.of(true, data) : Server.durable(data);
                Filled filled = new Filled(server, 1_000, false);
                NodeProcess one = NodeProcess.start(filled, 1, place.resolve("node-0.log"));
                NodeProcess other = NodeProcess.start(filled, 1, place.resolve("node-1.log"))) {
            one.awaitUp();
            other.awaitUp();
            return measure(filled, new Providers(List.of(one, other)), brief ? BRIEF : WHOLE);
        }
    }

    private List<Measurement> measure(Filled filled, Providers providers, int mails) throws Exception {
        Random random = new Random(7);
        List<Mail> all = new ArrayList<>();
        for (int i = 0; all.size() < mails; i++) {
            all.addAll(conversation(i));
        }
        long began = System.nanoTime();
        for (int from = 0; from < all.size(); from += TOGETHER * Mail.OF_A_CONVERSATION) {
            List<Mail> now = all.subList(from, Math.min(all.size(), from + TOGETHER * Mail.OF_A_CONVERSATION));
            providers.deliver(copies(now, random));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        Map<String, Integer> found = messages(filled);
        long lost = all.stream().filter(mail -> !found.containsKey(mail.text())).count();
        long twice = all.stream()
                .filter(mail -> found.getOrDefault(mail.text(), 0) > 1)
                .count();
        long suppressed = all.stream()
                .filter(mail -> mail.isByAStranger() && !found.containsKey(mail.text()))
                .count();
        long events = filled.count("select count(*) from embedesk_event where kind = 'MESSAGE_RECEIVED'");
        long unfinished = filled.count("select count(*) from embedesk_receipt where state <> 'FINISHED'");
        int deliveries = providers.delivered.get();
        boolean controlRed = isForgettingFoundOut(filled, providers, all.subList(0, AGAIN));
        return List.of(
                none("lost", lost, "mails", mails, null),
                none("twice", twice, "mails", mails, controlRed),
                none("suppressed", suppressed, "mails", mails / Mail.OF_A_CONVERSATION, null),
                none("extra-events", events - found.size(), "events", mails, null),
                none("unfinished", unfinished, "deliveries", deliveries, null),
                new Measurement(
                        name + ".asked-again", providers.again.get(), "requests", null, deliveries, null, null, null),
                new Measurement(
                        name + ".rate", deliveries / seconds, "deliveries/s", null, deliveries, null, null, null));
    }

    private Measurement none(String what, long value, String unit, long n, @Nullable Boolean controlRed) {
        return new Measurement(name + "." + what, value, unit, null, n, "none", value == 0, controlRed);
    }

    /** Broken on purpose: what was received is forgotten, and comes again. */
    private static boolean isForgettingFoundOut(Filled filled, Providers providers, List<Mail> mails) throws Exception {
        filled.update("delete from embedesk_claim");
        providers.deliver(mails.stream().map(mail -> mail.copy(MOST_COPIES)).toList());
        Map<String, Integer> found = messages(filled);
        return mails.stream().allMatch(mail -> found.getOrDefault(mail.text(), 0) == 2);
    }

    /**
     * A mail of a conversation.
     *
     * @param conversation which
     * @param number which of it
     * @param from who wrote it
     * @param id its Message-ID
     * @param references what it answers
     */
    private record Mail(int conversation, int number, String from, String id, String references) {
        static final int OF_A_CONVERSATION = 4;

        String text() {
            return CANARY + " " + conversation + "." + number;
        }

        boolean isByAStranger() {
            return from.startsWith("stranger");
        }

        /** Every second one by the other address; the last repeats the first, byte for byte. */
        byte[] copy(int copy) {
            int way = copy == MOST_COPIES - 1 ? 0 : copy;
            String address = way % 2 == 0 ? "support@acme.example" : "billing@acme.example";
            return ("Received: from mx" + way + ".acme.example by store; Mon, 2 Mar 2026 10:20:0" + way
                            + " +0100\r\nDelivered-To: " + address + "\r\nFrom: " + from
                            + "\r\nTo: support@acme.example, billing@acme.example\r\nSubject: Printer " + conversation
                            + "\r\nMessage-ID: <" + id + ">\r\n" + references
                            + "Date: Mon, 2 Mar 2026 10:20:00 +0100\r\nMIME-Version: 1.0\r\n"
                            + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text() + "\r\n")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    private static List<Mail> conversation(int i) {
        String customer = "carla" + i + "@customer.example";
        String first = i + ".1@customer.example";
        String second = i + ".2@customer.example";
        return List.of(
                new Mail(i, 1, customer, first, ""),
                new Mail(i, 2, customer, second, "In-Reply-To: <" + first + ">\r\n"),
                new Mail(
                        i,
                        3,
                        customer,
                        i + ".3@customer.example",
                        "In-Reply-To: <" + second + ">\r\nReferences: <" + first + "> <" + second + ">\r\n"),
                new Mail(i, 4, "stranger" + i + "@evil.example", first, ""));
    }

    private static List<byte[]> copies(List<Mail> mails, Random random) {
        List<byte[]> copies = new ArrayList<>();
        for (Mail mail : mails) {
            int times = 1 + random.nextInt(MOST_COPIES);
            for (int copy = 0; copy < times; copy++) {
                copies.add(mail.copy(copy));
            }
        }
        Collections.shuffle(copies, random);
        return copies;
    }

    private static Map<String, Integer> messages(Filled filled) throws SQLException {
        Map<String, Integer> found = new HashMap<>();
        try (Connection connection = filled.pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select body_text from embedesk_entry where kind = "
                        + "'CUSTOMER_MESSAGE' and body_text like '" + CANARY + "%'")) {
            while (rows.next()) {
                found.merge(rows.getString(1).strip(), 1, Integer::sum);
            }
        }
        return found;
    }

    /** Whoever delivers until it is taken. */
    private static final class Providers {
        private final List<NodeProcess> nodes;
        private final AtomicInteger delivered = new AtomicInteger();
        private final AtomicInteger again = new AtomicInteger();

        Providers(List<NodeProcess> nodes) {
            this.nodes = nodes;
        }

        void deliver(List<byte[]> mails) throws Exception {
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            try {
                List<Callable<Void>> all = new ArrayList<>();
                for (byte[] mail : mails) {
                    all.add(() -> deliver(mail));
                }
                for (Future<Void> one : clients.invokeAll(all)) {
                    one.get();
                }
            } finally {
                clients.shutdown();
            }
        }

        private Void deliver(byte[] mail) throws InterruptedException {
            int to = delivered.getAndIncrement();
            for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
                Optional<String> answer =
                        nodes.get((to + attempt) % nodes.size()).deliver(mail);
                if (answer.isPresent()) {
                    return null;
                }
                again.incrementAndGet();
            }
            throw new IllegalStateException("A mail was not taken in " + MOST_ATTEMPTS + " attempts");
        }
    }
}
