package io.embedesk.examples.benchmarks.store;

import io.embedesk.Desk;
import io.embedesk.Secret;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.OutboxWorker;
import io.embedesk.examples.benchmarks.Programs;
import io.embedesk.examples.benchmarks.mail.Sink;
import io.embedesk.jpa.JpaTicketStore;
import io.embedesk.jpa.JpaUnitOfWork;
import io.embedesk.mail.SmtpChannel;
import io.embedesk.mail.SmtpSettings;
import io.embedesk.mail.TlsMode;
import io.embedesk.spi.EmailChannel;
import io.embedesk.spi.TicketStore;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One of several processes that send what waits, with eight workers; it ends when nothing waits any more. */
public final class Sender {
    private static final int WORKERS = 8;
    /** Looks in vain before a worker believes that all is sent. */
    private static final int VAIN = 5;

    private static final long PAUSE_MILLIS = 300;

    private Sender() {}

    /** Another one, on the same database. */
    static Process start(Filled filled, Sink sink, int seconds) throws IOException {
        return start(filled, sink, seconds, "");
    }

    /** Another one, which dies when it has come to a place. */
    static Process start(Filled filled, Sink sink, int seconds, CrashPoint point) throws IOException {
        return start(filled, sink, seconds, point.name());
    }

    private static Process start(Filled filled, Sink sink, int seconds, String point) throws IOException {
        List<String> arguments = List.of(
                filled.url, filled.server.user(), Integer.toString(sink.port()), Integer.toString(seconds), point);
        return Programs.of(Sender.class, List.of("-Xmx512m"), arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /**
     * Sends.
     *
     * @param args URL and user of the database, port of the mail server, seconds that a mail may take,
     *     where to die or nothing
     */
    public static void main(String[] args) throws Exception {
        try (var pool = Filled.pool(args[0], args[1], WORKERS + 2);
                EntityManagerFactory factory = Filled.factory(pool)) {
            SmtpSettings settings = SmtpSettings.builder(
                            "localhost", Mailbox.of(EmailAddress.of("support@acme.example")))
                    .port(Integer.parseInt(args[2]))
                    .tls(TlsMode.PLAIN)
                    .deadline(Duration.ofSeconds(Long.parseLong(args[3])))
                    .build();
            Optional<CrashPoint> point =
                    args[4].isEmpty() ? Optional.empty() : Optional.of(CrashPoint.valueOf(args[4]));
            TicketStore store = JpaTicketStore.of(JpaUnitOfWork.resourceLocal(factory), Filled.WORKSPACE);
            EmailChannel channel = SmtpChannel.of(settings);
            Desk desk = Desk.builder(point.map(p -> p.in(store)).orElse(store))
                    .email(point.map(p -> p.in(channel)).orElse(channel))
                    .replyKey(Secret.of("only-for-these-measurements-32by"))
                    .build();
            System.out.println("sent " + send(desk));
        }
    }

    private static int send(Desk desk) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<Integer>> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                workers.add(threads.submit(() -> untilNothingWaits(OutboxWorker.of(desk))));
            }
            int sent = 0;
            for (Future<Integer> worker : workers) {
                sent += worker.get();
            }
            return sent;
        } finally {
            threads.shutdown();
        }
    }

    private static int untilNothingWaits(OutboxWorker worker) throws InterruptedException {
        int sent = 0;
        for (int vain = 0; vain < VAIN; ) {
            int now = worker.runOnce();
            sent += now;
            if (now == 0) {
                vain++;
                Thread.sleep(PAUSE_MILLIS);
            } else {
                vain = 0;
            }
        }
        return sent;
    }
}
