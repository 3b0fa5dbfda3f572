package io.embedesk.examples.benchmarks.store;

import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import io.embedesk.examples.benchmarks.mail.Sink;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;

/**
 * Processes that send mail are killed again and again, wherever they are: nothing is lost, no more is sent twice than was on its
 * way when a process died, and what is sent twice is the same, byte for byte.
 */
public record CrashesRow(String name, Path folder) implements Row {
    private static final int KILLS = 200;
    private static final int BRIEF = 10;
    private static final int PROCESSES = 2;
    private static final int WORKERS = 8;
    private static final int MAILS_PER_KILL = 60;
    /** Short, so that a lease ends soon. */
    private static final int DEADLINE_SECONDS = 5;

    private static final Duration MOST = Duration.ofMinutes(20);
    private static final String UNSENT = "select count(*) from embedesk_outbox where state <> 'SENT'";

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        int kills = brief ? BRIEF : KILLS;
        try (Server server = Server.postgresql(folder.resolve(name));
                // A third is in the workspace, with two replies each.
                Filled filled = new Filled(server, kills * MAILS_PER_KILL * 3L / 2, false);
                Sink sink = new Sink()) {
            long queued = SendersRow.update(filled, SendersRow.QUEUE);
            SendersRow.update(filled, "analyze embedesk_outbox");
            Instant until = Instant.now().plus(MOST);
            int killed = killing(filled, sink, kills);
            while (SendersRow.count(filled, UNSENT) > 0 && Instant.now().isBefore(until)) {
                Sender.start(filled, sink, DEADLINE_SECONDS).waitFor();
            }
            long lost = queued - sink.mails();
            long unsent = SendersRow.count(filled, UNSENT);
            long most = (long) killed * WORKERS;
            long differing = sink.differing();
            boolean controlRed = isAChangedCopyFoundOut(sink);
            return List.of(
                    new Measurement(name + ".lost", lost, "mails", null, queued, "none", lost == 0, null),
                    new Measurement(name + ".unsent", unsent, "rows", null, queued, "none", unsent == 0, null),
                    new Measurement(
                            name + ".doubles",
                            sink.doubles() - 1,
                            "mails",
                            null,
                            killed,
                            "at most " + most + ", what was on its way",
                            sink.doubles() - 1 <= most,
                            null),
                    new Measurement(
                            name + ".differing", differing, "mails", null, killed, "none", differing == 0, controlRed));
        }
    }

    private static int killing(Filled filled, Sink sink, int kills) throws Exception {
        Random random = new Random(5);
        List<Process> running = new ArrayList<>();
        int killed = 0;
        for (int started = 0; killed < kills && started < kills * 3; started++) {
            while (running.size() < PROCESSES) {
                running.add(Sender.start(filled, sink, DEADLINE_SECONDS));
            }
            Thread.sleep(800 + random.nextInt(2_200));
            Process one = running.remove(random.nextInt(running.size()));
            killed += one.isAlive() ? 1 : 0;
            one.destroyForcibly().waitFor();
        }
        for (Process one : running) {
            one.destroyForcibly().waitFor();
        }
        return killed + running.size();
    }

    /** Broken on purpose: the same Message-ID, and other words. */
    private static boolean isAChangedCopyFoundOut(Sink sink) throws Exception {
        long before = sink.differing();
        Session session = Session.getInstance(new Properties());
        InternetAddress[] to = {new InternetAddress("customer@customer.example")};
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("localhost", sink.port(), null, null);
            for (String words : List.of("one", "two")) {
                MimeMessage message = new MimeMessage(session);
                message.setFrom("support@acme.example");
                message.setText(words);
                message.saveChanges();
                message.setHeader("Message-ID", "<control@acme.example>");
                transport.sendMessage(message, to);
            }
        }
        return sink.differing() == before + 1;
    }
}
