package io.embedesk.examples.benchmarks.store;

import io.embedesk.EntryId;
import io.embedesk.SearchWords;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The same rows, with no more statements than they need. */
final class ByHandWrites {
    private static final String W = Filled.WORKSPACE.id();
    private static final String LOCK =
            "select status, assignee, last_seq, row_version, priority, contact_email from embedesk_ticket"
                    + " where workspace = ? and id = ? for update";
    private static final String KEY = "select 1 from embedesk_key where workspace = ? and key_id = ?";
    private static final String MERGED = "select id from embedesk_ticket where root_id = ?";
    private static final String ENTRY =
            "insert into embedesk_entry (id, workspace, ticket_id, seq, kind, created_at, agent,"
                    + " from_email, from_key, audience, flags, body_text) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?)";
    private static final String OUTBOX =
            "insert into embedesk_outbox (reply_id, workspace, ticket_id, state, recipients,"
                    + " attempts, answered_attempts, changed_at, due_at, automatic) values (?, ?, ?, 'QUEUED', '', 0, 0, ?, ?, false)";
    private static final String CHANGE =
            "update embedesk_ticket set row_version = row_version + 1, status = ?, assignee = ?,"
                    + " last_seq = ?, updated_at = ? where workspace = ? and id = ? and row_version = ?";
    private static final String EVENT =
            "insert into embedesk_event (id, workspace, ticket_id, kind, happened_at, actor,"
                    + " entry_id, place) values (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String COUNT = "insert into embedesk_count (id, workspace, status, priority, tickets)"
            + " values (?, ?, ?, ?, -1), (?, ?, ?, ?, 1)";

    private final Filled filled;
    private final Writes writes;
    private final boolean mariadb;
    private final String mark = Words.mark(W);

    ByHandWrites(Filled filled, Writes writes) {
        this.filled = filled;
        this.writes = writes;
        this.mariadb = filled.server.script().equals("mariadb");
    }

    private record Locked(String status, String assignee, long seq, long version, String priority, String email) {}

    Object reply() throws SQLException {
        Ticket ticket = writes.some();
        String entry = EntryId.mint().value();
        Timestamp now = Timestamp.from(Instant.now());
        return inTransaction(connection -> {
            Locked locked = lock(connection, ticket.id());
            if (isThere(connection, "select 1 from embedesk_entry where workspace = ? and id = ?", W, entry)
                    || isThere(connection, KEY, W, Words.hash(locked.email()))) {
                throw new IllegalStateException("there is neither");
            }
            String id = ticket.id().value();
            long seq = locked.seq() + 1;
            run(
                    connection,
                    ENTRY,
                    entry,
                    W,
                    id,
                    seq,
                    "AGENT_REPLY",
                    now,
                    "agent-7",
                    null,
                    null,
                    null,
                    Writes.Text.REPLY);
            index(connection, entry, id, Writes.Text.REPLY);
            run(connection, OUTBOX, entry, W, id, now, now);
            boolean takes = locked.status().equals("OPEN");
            String status = takes ? "IN_PROGRESS" : locked.status();
            String assignee = takes ? "agent-7" : locked.assignee();
            run(connection, CHANGE, status, assignee, seq, now, W, id, locked.version());
            if (takes) {
                count(connection, "OPEN", "IN_PROGRESS", locked.priority());
            }
            event(connection, id, "REPLIED", now, "agent:agent-7", entry);
            return entry;
        });
    }

    Object receive() throws SQLException {
        return receive("");
    }

    /** A delivery from its raw bytes on, in two transactions: kept first, and finished with its message. */
    Object deliver(byte[] raw) throws SQLException {
        String receipt = mint();
        String bytes = mint();
        Timestamp now = Timestamp.from(Instant.now());
        inTransaction(connection -> {
            run(
                    connection,
                    "insert into embedesk_blob_chunk (chunk_key, workspace, blob_id, chunk_number, chunk_bytes)"
                            + " values (?, ?, ?, 0, ?)",
                    bytes + "-0",
                    W,
                    bytes,
                    raw);
            run(
                    connection,
                    "insert into embedesk_receipt (id, workspace, source, delivery_key, raw_id, arrived_at, state)"
                            + " values (?, ?, 'raw', ?, ?, ?, 'ACCEPTED')",
                    receipt,
                    W,
                    Words.hash(receipt),
                    bytes,
                    now);
            return receipt;
        });
        return receive(receipt);
    }

    private Object receive(String receipt) throws SQLException {
        Ticket ticket = writes.some();
        String entry = EntryId.mint().value();
        Timestamp now = Timestamp.from(Instant.now());
        String message = ThreadLocalRandom.current().nextLong() + "." + System.nanoTime() + "@customer.example";
        return inTransaction(connection -> {
            Locked locked = lock(connection, ticket.id());
            String id = ticket.id().value();
            String email = locked.email();
            long seq = locked.seq() + 1;
            if (isThere(connection, KEY, W, Words.hash(message)) || isThere(connection, MERGED, id)) {
                throw new IllegalStateException("nothing was erased or merged");
            }
            run(connection, "delete from embedesk_key where workspace = ? and key_id = ?", W, Words.hash(email));
            run(
                    connection,
                    insert("embedesk_claim (claim_key, message_hash, ticket_id, workspace) values (?, ?, ?, ?)"),
                    Words.hash(message),
                    Words.hash(Writes.Text.ANSWER),
                    id,
                    W);
            run(
                    connection,
                    ENTRY,
                    entry,
                    W,
                    id,
                    seq,
                    "CUSTOMER_MESSAGE",
                    now,
                    null,
                    email,
                    email,
                    "EVERYONE",
                    Writes.Text.ANSWER);
            index(connection, entry, id, Writes.Text.ANSWER);
            run(
                    connection,
                    insert(
                            "embedesk_mail (mail_key, workspace, id_hash, message_id, ticket_id, entry_id, minted, place)"
                                    + " values (?, ?, ?, ?, ?, ?, false, ?)"),
                    Words.hash(message + id),
                    W,
                    Words.hash(message),
                    message,
                    id,
                    entry,
                    System.nanoTime());
            boolean reopens =
                    locked.status().equals("CLOSED") || locked.status().equals("RESOLVED");
            String status = reopens ? "OPEN" : locked.status();
            run(connection, CHANGE, status, locked.assignee(), seq, now, W, id, locked.version());
            if (reopens) {
                count(connection, locked.status(), "OPEN", locked.priority());
                event(connection, id, "STATUS_CHANGED", now, "mail", entry);
            }
            event(connection, id, "MESSAGE_RECEIVED", now, "mail", entry);
            if (!receipt.isEmpty()) {
                run(
                        connection,
                        "update embedesk_receipt set state = 'DONE' where workspace = ? and id = ?",
                        W,
                        receipt);
            }
            return entry;
        });
    }

    private String insert(String into) {
        return mariadb ? "insert ignore into " + into : "insert into " + into + " on conflict do nothing";
    }

    private interface Work {
        Object in(Connection connection) throws SQLException;
    }

    private Object inTransaction(Work work) throws SQLException {
        try (Connection connection = filled.pool.getConnection()) {
            connection.setAutoCommit(false);
            Object done = work.in(connection);
            connection.commit();
            connection.setAutoCommit(true);
            return done;
        }
    }

    private static Locked lock(Connection connection, TicketId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            ByHand.bind(statement, W, id.value());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Locked(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getString(6));
            }
        }
    }

    private static boolean isThere(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ByHand.bind(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private void index(Connection connection, String doc, String ticket, String text) throws SQLException {
        List<String> words =
                SearchWords.of(text).words().stream().map(word -> mark + word).toList();
        run(
                connection,
                "insert into embedesk_search (doc_id, workspace, ticket_id, words) values (?, ?, ?, "
                        + (mariadb ? "?" : "cast(? as tsvector)") + ")",
                doc,
                W,
                ticket,
                words.stream().collect(Collectors.joining(" ")));
    }

    private static void count(Connection connection, String from, String to, String priority) throws SQLException {
        run(connection, COUNT, mint(), W, from, priority, mint(), W, to, priority);
    }

    private static String mint() {
        return TicketId.mint().value();
    }

    private static void event(
            Connection connection, String ticket, String kind, Timestamp now, String actor, String entry)
            throws SQLException {
        run(connection, EVENT, mint(), W, ticket, kind, now, actor, entry, System.nanoTime());
    }

    private static void run(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ByHand.bind(statement, values);
            statement.executeUpdate();
        }
    }
}
