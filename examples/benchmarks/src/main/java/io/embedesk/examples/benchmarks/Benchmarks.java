package io.embedesk.examples.benchmarks;

import io.embedesk.examples.benchmarks.inbound.BombsRow;
import io.embedesk.examples.benchmarks.inbound.CorpusRow;
import io.embedesk.examples.benchmarks.inbound.GrowthRow;
import io.embedesk.examples.benchmarks.inbound.HeapRow;
import io.embedesk.examples.benchmarks.inbound.PipelineRow;
import io.embedesk.examples.benchmarks.mail.AttachmentsRow;
import io.embedesk.examples.benchmarks.mail.ClientsRow;
import io.embedesk.examples.benchmarks.mail.DrainRow;
import io.embedesk.examples.benchmarks.store.ClaimsRow;
import io.embedesk.examples.benchmarks.store.CrashesRow;
import io.embedesk.examples.benchmarks.store.GaleraRow;
import io.embedesk.examples.benchmarks.store.NodeRow;
import io.embedesk.examples.benchmarks.store.PeersRow;
import io.embedesk.examples.benchmarks.store.RedeliveryRow;
import io.embedesk.examples.benchmarks.store.ReplyRow;
import io.embedesk.examples.benchmarks.store.SendersRow;
import io.embedesk.examples.benchmarks.store.SoakRow;
import io.embedesk.examples.benchmarks.store.StoreRow;
import io.embedesk.examples.benchmarks.store.WebhookRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** Measures the rows whose name fits, writes a line of JSON for each figure, and fails when a target is missed. */
public final class Benchmarks {
    /** Held, or its level would be forgotten. */
    private static final Logger QUIET = Logger.getLogger("io.embedesk");

    private Benchmarks() {}

    static List<Row> rows(Path folder) {
        List<Row> rows = new ArrayList<>(CoreSpeed.rows());
        rows.add(new CoreMemory());
        rows.add(new GuessesRow("intake.guesses"));
        rows.add(new StoreRow("store.postgresql", folder, false));
        rows.add(new StoreRow("store.mariadb", folder, true));
        rows.add(new GaleraRow("store.galera"));
        rows.add(new DrainRow("mail.drain"));
        rows.add(new AttachmentsRow("mail.attachments"));
        rows.add(new ClientsRow("mail.clients"));
        rows.add(new PipelineRow("inbound.mails"));
        rows.add(new GrowthRow("inbound.growth"));
        rows.add(new BombsRow("inbound.bombs"));
        rows.add(new CorpusRow("inbound.corpus"));
        rows.add(new HeapRow("inbound.heap"));
        rows.add(new WebhookRow("intake.webhook", folder));
        rows.add(PeersRow.requestTracker("peers.rt", folder));
        rows.add(PeersRow.redmine("peers.redmine", folder));
        rows.add(new SoakRow("soak", folder));
        rows.add(new RedeliveryRow("intake.redelivery", folder, false));
        rows.add(new RedeliveryRow("intake.redelivery.mariadb", folder, true));
        rows.add(new NodeRow("node", folder));
        rows.add(new ReplyRow("reply.wire", folder));
        rows.add(new ClaimsRow("outbox.claims", folder, false));
        rows.add(new ClaimsRow("outbox.claims.mariadb", folder, true));
        rows.add(new SendersRow("outbox.processes", folder, false));
        rows.add(new SendersRow("outbox.processes.mariadb", folder, true));
        rows.add(new CrashesRow("outbox.crashes", folder, false));
        rows.add(new CrashesRow("outbox.crashes.mariadb", folder, true));
        return rows;
    }

    public static void main(String[] args) throws Exception {
        QUIET.setLevel(Level.OFF);
        Pattern wanted = Pattern.compile(args[0]);
        boolean brief = !"false".equals(System.getProperty("short", "false"));
        List<Measurement> all = new ArrayList<>();
        List<String> written = new ArrayList<>();
        for (Row row : rows(Path.of(args[1]))) {
            if (wanted.matcher(row.name()).lookingAt()) {
                List<Measurement> measured = row.measure(brief);
                all.addAll(measured);
                write(Path.of(args[1]), row.name(), measured);
                if (!measured.isEmpty()) {
                    written.add(row.name());
                }
            }
        }
        System.out.println(table(all));
        if (!"false".equals(System.getProperty("write", "false"))) {
            new Report(Path.of(args[2]), Path.of(args[1])).write(written, brief);
        }
        // The help desk measures itself, under that name.
        boolean nothing = all.isEmpty() && !wanted.matcher("helpdesk").lookingAt();
        if (nothing || all.stream().anyMatch(Measurement::isMissed)) {
            System.exit(1);
        }
    }

    static void write(Path folder, String row, List<Measurement> measured) throws IOException {
        Files.createDirectories(folder);
        Files.write(
                folder.resolve(row + ".jsonl"),
                measured.stream().map(Measurement::json).toList());
    }

    static String table(List<Measurement> all) {
        StringBuilder out = new StringBuilder();
        out.append(Runtime.getRuntime().availableProcessors())
                .append(" processors, Java ")
                .append(Runtime.version())
                .append("\n\n| row | value | ratio | n | target | |\n|---|---|---|---|---|---|\n");
        all.forEach(one -> out.append(one.tableLine()).append('\n'));
        return out.toString();
    }
}
