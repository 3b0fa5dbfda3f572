package io.embedesk.examples.benchmarks.store;

import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import io.embedesk.examples.benchmarks.mail.Sink;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Processes that send mail are killed at each of twelve points and anywhere, and put to sleep for longer than their leases:
 * nothing is lost, no more is sent twice than was on its way then, and what is sent twice is the same, byte for byte.
 */
public record CrashesRow(String name, Path folder, boolean onMariadb) implements Row {
    /**
     * What befalls the processes.
     *
     * @param kills at random
     * @param rounds how often each of the points is died at
     * @param pauses of a process that has mails on their way, longer than their lease
     */
    record Plan(int kills, int rounds, int pauses) {
        int mails() {
            return (kills + pauses) * MAILS_PER_KILL + rounds * CrashPoint.values().length * MAILS_PER_POINT;
        }
    }

    private static final Plan WHOLE = new Plan(200, 5, 20);
    private static final Plan BRIEF = new Plan(10, 1, 1);
    private static final int MAILS_PER_POINT = 40;
    /** Processes that are paused at the same time. */
    private static final int PAUSED = 4;

    private static final int PROCESSES = 2;
    private static final int WORKERS = 8;
    private static final int MAILS_PER_KILL = 60;
    /** Short, so that a lease ends soon. */
    private static final int DEADLINE_SECONDS = 5;

    private static final int LONGER_THAN_THE_LEASE = 35;
    /** What a process that was killed ends with. */
    private static final int KILLED = 128 + 9;

    /** What is left when all are dead or awake is sent by then. */
    private static final Duration MOST = Duration.ofMinutes(10);

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        return measure(brief ? BRIEF : WHOLE);
    }

    List<Measurement> measure(Plan plan) throws Exception {
        try (Server server = Server.of(onMariadb, folder.resolve(name));
                // A third is in the workspace, with two replies each.
                Filled filled = new Filled(server, plan.mails() * 3L / 2, false);
                Sink sink = new Sink()) {
            Queue queue = new Queue(filled);
            long queued = queue.replies();
            queue.putOff();
            int killed = dyingAtPoints(filled, sink, plan.rounds());
            killed += killing(filled, sink, plan.kills());
            int paused = pausing(filled, sink, plan.pauses());
            queue.makeDue(queued);
            Instant until = Instant.now().plus(MOST);
            while (queue.unsent() > 0 && Instant.now().isBefore(until)) {
                Sender.start(filled, sink, DEADLINE_SECONDS).waitFor();
            }
            long lost = queued - sink.mails();
            long unsent = queue.unsent();
            long most = (long) (killed + paused) * WORKERS;
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
                            killed + paused,
                            "at most " + most + ", what was on its way",
                            sink.doubles() - 1 <= most && isAsPlanned(plan, killed, paused),
                            null),
                    new Measurement(
                            name + ".differing",
                            differing,
                            "mails",
                            null,
                            killed + paused,
                            "none",
                            differing == 0,
                            controlRed));
        }
    }

    private static boolean isAsPlanned(Plan plan, int killed, int paused) {
        return killed >= plan.kills() + plan.rounds() * CrashPoint.values().length && paused >= plan.pauses();
    }

    private static int dyingAtPoints(Filled filled, Sink sink, int rounds) throws Exception {
        int died = 0;
        for (int i = 0; i < rounds; i++) {
            for (CrashPoint point : CrashPoint.values()) {
                died += isDeadAt(point, filled, sink) ? 1 : 0;
            }
        }
        return died;
    }

    private static boolean isDeadAt(CrashPoint point, Filled filled, Sink sink) throws Exception {
        new Queue(filled).makeDue(MAILS_PER_POINT);
        if (!point.isOnTheWire()) {
            return Sender.start(filled, sink, DEADLINE_SECONDS, point).waitFor() == 1;
        }
        Process process = Sender.start(filled, sink, DEADLINE_SECONDS);
        sink.at(point.name(), () -> process.destroyForcibly().onExit().join());
        return process.waitFor() == KILLED;
    }

    /** Each has mails on their way while it sleeps; when it wakes, others have taken them over. */
    private static int pausing(Filled filled, Sink sink, int pauses) throws Exception {
        int paused = 0;
        while (paused < pauses) {
            List<Process> asleep = new ArrayList<>();
            while (asleep.size() < PAUSED && paused < pauses) {
                new Queue(filled).makeDue(MAILS_PER_KILL);
                Process process = Sender.start(filled, sink, DEADLINE_SECONDS);
                CompletableFuture<Boolean> sending = new CompletableFuture<>();
                sink.at("FINAL_DOT", () -> sending.complete(signal(process, "-STOP")));
                paused += sending.get(1, TimeUnit.MINUTES) ? 1 : 0;
                asleep.add(process);
            }
            Instant awake = Instant.now().plusSeconds(2 * DEADLINE_SECONDS + LONGER_THAN_THE_LEASE);
            while (Instant.now().isBefore(awake)) {
                Sender.start(filled, sink, DEADLINE_SECONDS).waitFor();
            }
            for (Process process : asleep) {
                signal(process, "-CONT");
            }
            for (Process process : asleep) {
                process.waitFor();
            }
        }
        return paused;
    }

    private static boolean signal(Process process, String signal) {
        try {
            return new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int killing(Filled filled, Sink sink, int kills) throws Exception {
        new Queue(filled).makeDue((long) kills * MAILS_PER_KILL);
        Random random = new Random(5);
        List<Process> running = new ArrayList<>();
        int killed = 0;
        for (int started = 0; killed + running.size() < kills && started < kills * 3; started++) {
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
