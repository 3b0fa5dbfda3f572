package io.embedesk.examples.benchmarks.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.EntryId;
import io.embedesk.RecurringTask;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.TicketId;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.OutboxWorker;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.InboundResponse;
import io.embedesk.inbound.RawMime;
import io.embedesk.jpa.JpaTicketStore;
import io.embedesk.jpa.JpaUnitOfWork;
import io.embedesk.mail.SmtpChannel;
import io.embedesk.mail.SmtpSettings;
import io.embedesk.mail.TlsMode;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A host as it runs for months: the webhook, agents who reply, workers that send, all logs on. Each is a process of its own. */
public final class Node {
    static final Secret KEY = Secret.of("a-secret-reply-key-of-the-soak-32by");
    static final Secret WEBHOOK = Secret.of("a-secret-of-the-webhook-of-the-soak");
    static final String SUPPORT = "support@acme.example";
    static final int WORKERS = 4;

    private static final Logger LOG = Logger.getLogger("io.embedesk");
    private static final Actor.Staff AGENT = Actor.agent("agent-7");

    private Node() {}

    /**
     * Runs until it is killed.
     *
     * @param args URL and user of the database, port of the mail server, port to listen on; {@code bare} for a host that only has
     *     a pool and answers requests
     */
    public static void main(String[] args) throws Exception {
        // Otherwise each answer's body waits 40 ms for the acknowledgement of its head.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        LOG.setLevel(Level.ALL);
        Logger.getLogger("").getHandlers()[0].setLevel(Level.ALL);
        var pool = Filled.pool(args[0], args[1], 12);
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[3])), 100);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/heap", exchange -> answer(exchange, 200, Long.toString(heap())));
        if (args.length == 4) {
            serve(server, pool, args[2]);
        }
        server.start();
    }

    private static void serve(HttpServer server, DataSource pool, String smtp) {
        EntityManagerFactory factory = Filled.factory(pool);
        SmtpSettings settings = SmtpSettings.builder("localhost", Mailbox.of(EmailAddress.of(SUPPORT)))
                .port(Integer.parseInt(smtp))
                .tls(TlsMode.PLAIN)
                .deadline(Duration.ofSeconds(10))
                .build();
        Desk desk = Desk.builder(JpaTicketStore.of(JpaUnitOfWork.resourceLocal(factory), Filled.WORKSPACE))
                .email(SmtpChannel.of(settings))
                .replyKey(KEY)
                .build();
        InboundEndpoint endpoint = InboundEndpoint.builder(desk)
                .provider(RawMime.signedWith(WEBHOOK))
                .build();
        ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(WORKERS + 1);
        for (int i = 0; i < WORKERS; i++) {
            scheduler.scheduleWithFixedDelay(
                    RecurringTask.of("outbox", OutboxWorker.of(desk)::runOnce), 0, 500, TimeUnit.MILLISECONDS);
        }
        scheduler.scheduleWithFixedDelay(RecurringTask.of("inbound", endpoint::runOnce), 30, 30, TimeUnit.SECONDS);

        server.createContext("/inbound", exchange -> {
            InboundResponse answer = endpoint.handle(InboundRequest.of(
                    "POST", "https://desk.example/inbound", exchange.getRequestHeaders(), exchange.getRequestBody()));
            answer(exchange, answer.status(), answer.body());
        });
        server.createContext("/reply", exchange -> reply(desk, exchange));
    }

    /** {@code /reply/{ticket}/{reply}}: sent again, it is the same reply. */
    private static void reply(Desk desk, HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        String[] path = uri.getPath().split("/", -1);
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try {
            desk.tickets()
                    .reply(
                            AGENT,
                            new TicketId(path[2]),
                            ReplyDraft.text(text).id(EntryId.parse(path[3]).orElseThrow()));
            answer(exchange, 200, "");
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A reply could not be saved", e);
            answer(exchange, 503, "");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            runtime.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
