package io.embedesk.examples.benchmarks.store;

import io.embedesk.examples.benchmarks.Measurement;
import io.embedesk.examples.benchmarks.Row;
import io.embedesk.examples.benchmarks.mail.Sink;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Four processes of eight workers each send what waits in one database: nothing is lost, and nothing is sent twice. */
public record SendersRow(String name, Path folder) implements Row {
    private static final int PROCESSES = 4;
    /** Of which a third is in the workspace, with two replies each. */
    private static final int TICKETS = 150_000;

    private static final int BRIEF = 3_000;
    private static final int AGAIN = 100;
    private static final long MOST_MINUTES = 40;
    private static final int DEADLINE_SECONDS = 60;

    /** Each reply of a workspace, as if it had just been written. */
    static final String QUEUE = """
            insert into embedesk_outbox (reply_id, workspace, ticket_id, state, recipients, attempts, answered_attempts,
                changed_at, due_at, automatic)
            select id, workspace, ticket_id, 'QUEUED', '', 0, 0, created_at, created_at, false
            from embedesk_entry where kind = 'AGENT_REPLY' and workspace = 'w1'
            """;
    /** As two workers would that both believe to have the mail. */
    private static final String AGAIN_QUEUED = """
            update embedesk_outbox set state = 'QUEUED', due_at = now(), envelope_to = split_part(recipients, E'\\t', 1),
                recipients = replace(recipients, E'\\tSENT\\t', E'\\tQUEUED\\t')
            where reply_id in (select reply_id from embedesk_outbox where state = 'SENT' limit %d)
            """.formatted(AGAIN);

    @Override
    public List<Measurement> measure(boolean brief) throws Exception {
        try (Server server = Server.postgresql(folder.resolve(name));
                Filled filled = new Filled(server, brief ? BRIEF : TICKETS, false);
                Sink sink = new Sink()) {
            long queued = update(filled, QUEUE);
            update(filled, "analyze embedesk_outbox");
            long began = System.nanoTime();
            send(filled, sink);
            double seconds = (System.nanoTime() - began) / 1e9;
            long lost = queued - sink.mails();
            long doubles = sink.doubles();
            long unsent = count(filled, "select count(*) from embedesk_outbox where state <> 'SENT'");
            update(filled, AGAIN_QUEUED);
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

    static long update(Filled filled, String sql) throws SQLException {
        try (Connection connection = filled.pool.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    static long count(Filled filled, String sql) throws SQLException {
        try (Connection connection = filled.pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
