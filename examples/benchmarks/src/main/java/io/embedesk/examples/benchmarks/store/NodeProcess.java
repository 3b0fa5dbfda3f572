package io.embedesk.examples.benchmarks.store;

import io.embedesk.examples.benchmarks.Programs;
import io.embedesk.inbound.RawMime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@link Node} in a process of its own, and what is asked of it. */
final class NodeProcess implements AutoCloseable {
    private static final Duration MOST_A_REQUEST = Duration.ofSeconds(15);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final ProcessBuilder program;
    private final int port;
    private final Path log;
    private volatile Process process;

    private NodeProcess(Filled filled, int smtp, Path log, String... more) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        }
        this.log = log;
        List<String> arguments = new ArrayList<>(
                List.of(filled.url, filled.server.user(), Integer.toString(smtp), Integer.toString(port)));
        arguments.addAll(List.of(more));
        this.program = Programs.of(Node.class, List.of("-Xmx256m"), arguments)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        this.process = program.start();
    }

    static NodeProcess start(Filled filled, int smtp, Path log) throws IOException {
        return new NodeProcess(filled, smtp, log);
    }

    /** A host of the same kind without a desk. */
    static NodeProcess bare(Filled filled, Path log) throws IOException {
        return new NodeProcess(filled, 0, log, "bare");
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** After it was killed, at the same port. */
    void startAgain() throws IOException {
        process = program.start();
    }

    /** Asks until it is up. */
    void awaitUp() throws InterruptedException {
        while (get("/heap").isEmpty()) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The node ended; its log is " + log);
            }
            Thread.sleep(10);
        }
    }

    /** A mail from a provider. {@return its answer, or nothing when it was not taken} */
    Optional<String> deliver(byte[] mail) throws InterruptedException {
        Map<String, String> headers = new HashMap<>(RawMime.sign(Node.WEBHOOK, Instant.now(), mail));
        headers.put("Content-Type", "message/rfc822");
        return post("/inbound", headers, mail);
    }

    Optional<String> post(String path, Map<String, String> headers, byte[] body) throws InterruptedException {
        HttpRequest.Builder request = to(path).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return answer(request.build());
    }

    private Optional<String> get(String path) throws InterruptedException {
        return answer(to(path).build());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(MOST_A_REQUEST);
    }

    private static Optional<String> answer(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException e) {
            // The node is away, or too slow: whoever asked asks again.
            return Optional.empty();
        }
    }

    /** What it holds when nothing more can be collected. */
    double heapMegabytes() throws InterruptedException {
        return Long.parseLong(get("/heap").orElseThrow()) / 1e6;
    }

    /** What the system has given it. */
    double residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
