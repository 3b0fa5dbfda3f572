package io.embedesk.examples.benchmarks.store;

import io.embedesk.Contact;
import io.embedesk.EntryId;
import io.embedesk.Priority;
import io.embedesk.Source;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.TicketTimes;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.MessageId;
import io.embedesk.spi.MailReference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What somebody would write who knows the tables and has only this one query to think of. */
record ByHand(DataSource source) {
    /** That somebody would also have an index for just their query, where the store takes one that serves several. */
    static final List<String> INDEXES =
            List.of("create index bench_agent on embedesk_ticket (workspace, assignee, created_at desc, id desc)");

    static final String TICKETS = """
            select t.id, t.ticket_number, t.created_at, t.row_version, t.subject, t.description, t.status, t.priority,
                t.pending_reason, t.assignee, t.contact_name, t.contact_email, t.participants, t.tags, t.source,
                t.thread_id, t.conversation, t.origin_kind, t.origin_ticket, t.root_id, t.last_seq, t.updated_at,
                t.first_replied_at, t.resolved_at, t.closed_at, t.priority_rank
            from embedesk_ticket t where t.workspace = ? and t.merged_into is null""";

    /** Makes the same tickets of the rows of {@link #TICKETS}; what the seed leaves empty is read and not taken apart. */
    List<Ticket> tickets(String sql, Object... more) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, more);
            List<Ticket> tickets = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    tickets.add(ticket(row));
                }
            }
            return tickets;
        }
    }

    private static Ticket ticket(ResultSet row) throws SQLException {
        Instant createdAt = Objects.requireNonNull(at(row, 3));
        String tags = row.getString(14);
        String email = row.getString(12);
        requireEmpty(row, 9, 13, 17, 18, 19, 20);
        return Ticket.builder(new TicketId(row.getString(1)), row.getLong(2), createdAt)
                .version(row.getLong(4))
                .subject(row.getString(5))
                .description(row.getString(6))
                .status(Status.valueOf(row.getString(7)))
                .priority(Priority.valueOf(row.getString(8)))
                .assignee(row.getString(10))
                .contact(new Contact(row.getString(11), email == null ? null : new EmailAddress(email)))
                .tags(tags.isEmpty() ? List.of() : List.of(tags.split(",")))
                .source(Source.valueOf(row.getString(15)))
                .threadId(new MessageId(row.getString(16)))
                .lastSeq(row.getLong(21))
                .times(new TicketTimes(
                        createdAt, Objects.requireNonNull(at(row, 22)), at(row, 23), at(row, 24), at(row, 25)))
                .build();
    }

    private static void requireEmpty(ResultSet row, int... columns) throws SQLException {
        for (int column : columns) {
            String value = row.getString(column);
            if (value != null && !value.isEmpty()) {
                throw new IllegalStateException("column " + column + " is not empty: " + value);
            }
        }
    }

    private static @Nullable Instant at(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    List<MailReference> mails(String sql, Object... values) throws SQLException {
        List<MailReference> mails = new ArrayList<>();
        for (List<Object> row : rows(sql, values)) {
            EntryId entry = row.get(2) == null ? null : new EntryId(row.get(2).toString());
            mails.add(new MailReference(
                    new MessageId(row.get(0).toString()),
                    new TicketId(row.get(1).toString()),
                    entry,
                    Boolean.TRUE.equals(row.get(3))));
        }
        return mails;
    }

    /** Reads every column of every row. */
    List<List<Object>> rows(String sql, Object... values) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            List<List<Object>> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                int columns = found.getMetaData().getColumnCount();
                while (found.next()) {
                    List<Object> row = new ArrayList<>(columns);
                    for (int i = 1; i <= columns; i++) {
                        row.add(found.getObject(i));
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
