package io.embedesk.examples.benchmarks.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.embedesk.Secret;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketFilter;
import io.embedesk.TicketSort;
import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.InboundResponse;
import io.embedesk.inbound.RawMime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The same mails, over HTTP, to another help desk and to ours, by turns: how many a second become tickets, and how long the list of the newest
 * open ones takes then.
 *
 * @param option the system property that says where the other one listens
 * @param peer how it is spoken to
 * @param isWanted whether ours has a target beside it
 */
public record PeersRow(String name, Path folder, String option, Function<String, Peer> peer, boolean isWanted)
        implements Row {
    private static final Secret SECRET = Secret.of("only-for-these-measurements");
    private static final int CLIENTS = 4;
    private static final double MORE = 50;
    private static final double FASTER = 30;
    private static final int LISTS = 100;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Request Tracker, {@code -Drt=…}. */
    public static Row requestTracker(String name, Path folder) {
        return new PeersRow(name, folder, "rt", Peer::requestTracker, true);
    }

    /** Redmine, {@code -Dredmine=…}. */
    public static Row redmine(String name, Path folder) {
        return new PeersRow(name, folder, "redmine", Peer::redmine, false);
    }

    private record Turn(double rate, double p50, int mails) {}

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        String address = System.getProperty(option, "");
        if (address.isEmpty()) {
            System.out.println(
                    name + " is left out: it needs -D" + option + "=http://USER@127.0.0.1:PORT, where it listens");
            return List.of();
        }
        // Without it the JDK's own server waits 40 ms for an acknowledgement between head and body of each answer.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        ExecutorService threads = Executors.newFixedThreadPool(2 * CLIENTS);
        try (Server server = Server.durable(folder.resolve(name));
                Filled filled = new Filled(server, 10_000, false)) {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
            http.setExecutor(threads);
            InboundEndpoint endpoint = new Writes(filled, filled.store).endpoint(SECRET);
            http.createContext("/inbound", exchange -> {
                InboundResponse answer = endpoint.handle(InboundRequest.of(
                        "POST", "https://desk.example/", exchange.getRequestHeaders(), exchange.getRequestBody()));
                answer(exchange, answer.status(), answer.body());
            });
            http.createContext("/list", exchange -> answer(exchange, 200, list(filled)));
            http.start();
            try {
                return compare(ours("http://127.0.0.1:" + http.getAddress().getPort()), peer.apply(address), brief);
            } finally {
                http.stop(0);
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String list(Filled filled) {
        List<Ticket> tickets = filled.store.read(
                tx -> tx.tickets().page(List.of(TicketFilter.ALL.status(Status.OPEN)), TicketSort.NEWEST, null, 50));
        return tickets.stream()
                .map(ticket ->
                        ticket.number() + "\t" + ticket.subject() + "\t" + ticket.status() + "\t" + ticket.createdAt())
                .collect(Collectors.joining("\n"));
    }

    private static Peer ours(String url) {
        return new Peer() {
            @Override
            public HttpRequest mail(byte[] mail) {
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/inbound"))
                        .header("Content-Type", "message/rfc822")
                        .POST(BodyPublishers.ofByteArray(mail));
                RawMime.sign(SECRET, Instant.now(), mail).forEach(request::header);
                return request.build();
            }

            @Override
            public boolean took(HttpResponse<String> answer) {
                return answer.body().contains("OPENED");
            }

            @Override
            public HttpRequest list() {
                return HttpRequest.newBuilder(URI.create(url + "/list")).build();
            }
        };
    }

    private List<Measurement> compare(Peer ours, Peer other, boolean brief) throws Exception {
        long seconds = brief ? 5 : 20;
        // A JVM is at its speed after thousands of mails, and theirs is from the beginning.
        turn(ours, 4 * seconds);
        turn(other, seconds);
        Turn mine = turn(ours, seconds);
        Turn their = turn(other, seconds);
        listed(ours);
        double[] list = listed(ours);
        double[] theirList = listed(other);
        return List.of(
                new Measurement(
                        name + ".rate",
                        mine.rate(),
                        "mails/s",
                        their.rate(),
                        mine.mails(),
                        isWanted ? "at least 50 times as many" : null,
                        isWanted ? mine.rate() >= MORE * their.rate() : null,
                        null),
                new Measurement(
                        name + ".p50",
                        mine.p50(),
                        "ms",
                        their.p50(),
                        their.mails(),
                        isWanted ? "at most a thirtieth" : null,
                        isWanted ? mine.p50() * FASTER <= their.p50() : null,
                        null),
                new Measurement(name + ".list", list[LISTS / 2], "ms", theirList[LISTS / 2], LISTS, null, null, null)
                        .of(list));
    }

    private static double[] listed(Peer desk) throws Exception {
        double[] millis = new double[LISTS];
        for (int i = 0; i < LISTS; i++) {
            long start = System.nanoTime();
            HttpResponse<String> answer = HTTP.send(desk.list(), BodyHandlers.ofString());
            millis[i] = (System.nanoTime() - start) / 1e6;
            if (answer.statusCode() != 200 || !answer.body().contains("Printer")) {
                throw new IllegalStateException("No list: " + answer.statusCode() + " " + answer.body());
            }
        }
        Arrays.sort(millis);
        return millis;
    }

    private static Turn turn(Peer desk, long seconds) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            long began = System.nanoTime();
            List<Future<List<Double>>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                running.add(clients.submit(() -> {
                    List<Double> took = new ArrayList<>();
                    while (System.nanoTime() - began < seconds * 1_000_000_000L) {
                        long start = System.nanoTime();
                        HttpResponse<String> answer = HTTP.send(desk.mail(Writes.newMail()), BodyHandlers.ofString());
                        if (!desk.took(answer)) {
                            throw new IllegalStateException(
                                    "No ticket was opened: " + answer.statusCode() + " " + answer.body());
                        }
                        took.add((System.nanoTime() - start) / 1e6);
                    }
                    return took;
                }));
            }
            List<Double> millis = new ArrayList<>();
            for (Future<List<Double>> one : running) {
                millis.addAll(one.get());
            }
            double rate = millis.size() / ((System.nanoTime() - began) / 1e9);
            millis.sort(null);
            return new Turn(rate, millis.get(millis.size() / 2), millis.size());
        } finally {
            clients.shutdownNow();
        }
    }
}
