package io.embedesk.examples.benchmarks.store;

import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import io.embedesk.examples.benchmarks.mail.Sink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Four processes of eight workers each send what waits in one database: nothing is lost, and nothing is sent twice. */
public record SendersRow(String name, Path folder, boolean onMariadb) implements Row {
    private static final int PROCESSES = 4;
    /** Of which a third is in the workspace, with two replies each. */
    private static final int TICKETS = 150_000;

    private static final int BRIEF = 3_000;
    private static final int AGAIN = 100;
    private static final long MOST_MINUTES = 40;
    private static final int DEADLINE_SECONDS = 60;

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        try (Server server = Server.of(onMariadb, folder.resolve(name));
                Filled filled = new Filled(server, brief ? BRIEF : TICKETS, false);
                Sink sink = new Sink()) {
            Queue queue = new Queue(filled);
            long queued = queue.replies();
            long began = System.nanoTime();
            send(filled, sink);
            double seconds = (System.nanoTime() - began) / 1e9;
            long lost = queued - sink.mails();
            long doubles = sink.doubles();
            long unsent = queue.unsent();
            queue.sendAgain(AGAIN);
            send(filled, sink);
            boolean controlRed = sink.doubles() == doubles + AGAIN;
            return List.of(
                    new Measurement(name + ".lost", lost, "mails", null, queued, "none", lost == 0, null),
                    new Measurement(name + ".unsent", unsent, "rows", null, queued, "none", unsent == 0, null),
                    new Measurement(
                            name + ".doubles", doubles, "mails", null, queued, "none", doubles == 0, controlRed),
                    new Measurement(name + ".rate", queued / seconds, "mails/s", null, queued, null, null, null));
        }
    }

    private static void send(Filled filled, Sink sink) throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(Sender.start(filled, sink, DEADLINE_SECONDS));
        }
        for (Process process : processes) {
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                processes.forEach(Process::destroyForcibly);
                throw new IllegalStateException("a process failed or did not end");
            }
        }
    }
}
