package io.embedesk.examples.benchmarks.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;

/** The outbox of a database, filled and arranged by statements that every server understands. */
record Queue(Filled filled) {
    private static final String COLUMNS =
            "(reply_id, workspace, ticket_id, state, recipients, attempts, answered_attempts, changed_at, due_at, automatic)";
    /** A derived table: MariaDB takes no limit within {@code in}, and does not change what it reads. */
    private static final String SOME =
            "(select reply_id from (select reply_id from embedesk_outbox where %s limit %d) chosen)";

    private static final String TAB = "\t";
    private static final int BATCH = 1_000;

    /** Each reply of the workspace, as if it had just been written. */
    long replies() throws SQLException {
        long queued = filled.update("insert into embedesk_outbox " + COLUMNS
                + " select id, workspace, ticket_id, 'QUEUED', '', 0, 0, created_at, created_at, false"
                + " from embedesk_entry where kind = 'AGENT_REPLY' and workspace = '" + Filled.WORKSPACE.id() + "'");
        settle();
        return queued;
    }

    /** Replies that are long overdue and of no ticket. */
    void backlog(int mails) throws SQLException {
        String row = " values (?, ?, ?, 'QUEUED', '', 0, 0, ?, ?, false)";
        try (Connection connection = filled.pool.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into embedesk_outbox " + COLUMNS + row)) {
            connection.setAutoCommit(false);
            for (int i = 1; i <= mails; i++) {
                String id = String.format("%026d", i);
                LocalDateTime due = LocalDateTime.of(2020, 1, 1, 0, 0).plusSeconds(i);
                insert.setString(1, id);
                insert.setString(2, Filled.WORKSPACE.id());
                insert.setString(3, id);
                insert.setObject(4, due);
                insert.setObject(5, due);
                insert.addBatch();
                if (i % BATCH == 0 || i == mails) {
                    insert.executeBatch();
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
        settle();
    }

    /** Nothing is due in this century. */
    void putOff() throws SQLException {
        filled.update("update embedesk_outbox set due_at = '2999-01-01'");
        settle();
    }

    void makeDue(long mails) throws SQLException {
        filled.update("update embedesk_outbox set due_at = '2020-01-01' where reply_id in "
                + SOME.formatted("due_at > '2998-01-01'", mails));
    }

    /** As two workers would that both believe to have the mail. */
    void sendAgain(int mails) throws SQLException {
        filled.update(
                "update embedesk_outbox set state = 'QUEUED', due_at = '2020-01-01', envelope_to = left(recipients, position('"
                        + TAB + "' in recipients) - 1), recipients = replace(recipients, '" + TAB + "SENT" + TAB
                        + "', '" + TAB
                        + "QUEUED" + TAB + "') where reply_id in " + SOME.formatted("state = 'SENT'", mails));
    }

    long unsent() throws SQLException {
        return filled.count("select count(*) from embedesk_outbox where state <> 'SENT'");
    }

    private void settle() throws SQLException {
        try (Connection connection = filled.pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(filled.server.settle("embedesk_outbox"));
        }
    }
}
