package io.embedesk.examples.benchmarks.store;

import com.sun.net.httpserver.HttpServer;
import io.embedesk.Secret;
import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.InboundResponse;
import io.embedesk.inbound.RawMime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same mails, over HTTP, to Request Tracker's gateway and to ours, by turns: how many a second become tickets. */
public record PeersRow(String name, Path folder) implements Row {
    private static final Secret SECRET = Secret.of("only-for-these-measurements");
    private static final int CLIENTS = 4;
    private static final double MORE = 50;
    private static final double FASTER = 30;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private interface Desk {
        HttpRequest request(byte[] mail);

        boolean took(String answer);
    }

    private record Turn(double rate, double p50, int mails) {}

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        String tracker = System.getProperty("rt", "");
        if (tracker.isEmpty()) {
            System.out.println(
                    name + " is left out: it needs -Drt=http://127.0.0.1:PORT, where Request Tracker listens");
            return List.of();
        }
        // Without it the JDK's own server waits 40 ms for an acknowledgement between head and body of each answer.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        ExecutorService threads = Executors.newFixedThreadPool(2 * CLIENTS);
        try (Server server = Server.durable(folder.resolve(name));
                Filled filled = new Filled(server, 10_000, false)) {
            InboundEndpoint endpoint = new Writes(filled, filled.store).endpoint(SECRET);
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
            http.setExecutor(threads);
            http.createContext("/", exchange -> {
                try (exchange) {
                    InboundResponse answer = endpoint.handle(InboundRequest.of(
                            "POST", "https://desk.example/", exchange.getRequestHeaders(), exchange.getRequestBody()));
                    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(answer.status(), body.length);
                    exchange.getResponseBody().write(body);
                }
            });
            http.start();
            try {
                return compare(
                        ours("http://127.0.0.1:" + http.getAddress().getPort() + "/"), requestTracker(tracker), brief);
            } finally {
                http.stop(0);
            }
        } finally {
            threads.shutdown();
        }
    }

    private static Desk ours(String url) {
        return new Desk() {
            @Override
            public HttpRequest request(byte[] mail) {
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "message/rfc822")
                        .POST(BodyPublishers.ofByteArray(mail));
                RawMime.sign(SECRET, Instant.now(), mail).forEach(request::header);
                return request.build();
            }

            @Override
            public boolean took(String answer) {
                return answer.contains("OPENED");
            }
        };
    }

    /** What its own {@code rt-mailgate} sends, without a process for each mail. */
    private static Desk requestTracker(String url) {
        return new Desk() {
            @Override
            public HttpRequest request(byte[] mail) {
                String form = "SessionType=REST&queue=General&action=correspond&message="
                        + URLEncoder.encode(new String(mail, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
                return HttpRequest.newBuilder(URI.create(url + "/REST/1.0/NoAuth/mail-gateway"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build();
            }

            @Override
            public boolean took(String answer) {
                return answer.startsWith("ok");
            }
        };
    }

    private List<Measurement> compare(Desk ours, Desk other, boolean brief) throws Exception {
        long seconds = brief ? 5 : 20;
        // A JVM is at its speed after thousands of mails, and theirs is from the beginning.
        turn(ours, 4 * seconds);
        turn(other, seconds);
        Turn mine = turn(ours, seconds);
        Turn their = turn(other, seconds);
        return List.of(
                new Measurement(
                        name + ".rate",
                        mine.rate(),
                        "mails/s",
                        their.rate(),
                        mine.mails(),
                        "at least 50 times as many",
                        mine.rate() >= MORE * their.rate(),
                        null),
                new Measurement(
                        name + ".p50",
                        mine.p50(),
                        "ms",
                        their.p50(),
                        their.mails(),
                        "at most a thirtieth",
                        mine.p50() * FASTER <= their.p50(),
                        null));
    }

    private static Turn turn(Desk desk, long seconds) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            long began = System.nanoTime();
            List<Future<List<Double>>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                running.add(clients.submit(() -> {
                    List<Double> took = new ArrayList<>();
                    while (System.nanoTime() - began < seconds * 1_000_000_000L) {
                        long start = System.nanoTime();
                        String answer = HTTP.send(desk.request(Writes.newMail()), BodyHandlers.ofString())
                                .body();
                        if (!desk.took(answer)) {
                            throw new IllegalStateException("No ticket was opened: " + answer);
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
