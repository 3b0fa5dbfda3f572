package io.embedesk.jpa.internal;

import io.embedesk.Attachment;
import io.embedesk.EntryId;
import io.embedesk.TicketId;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.spi.OutboxBacklog;
import io.embedesk.spi.OutboxRow;
import io.embedesk.spi.OutboxRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A claim finds rows and then takes each only if nobody took it since. Where the database can pass over rows that others
 * have locked, it finds what nobody else is taking; elsewhere all find the same rows, in the same order, so that two claims
 * of several rows cannot wait for each other.
 */
record JpaOutbox(Rows rows, Dialect dialect) implements OutboxRows {
    private static final String DUE = """
            select o from EmbedeskOutbox o where o.workspace = :workspace
                and (o.state = :queued and o.dueAt <= :now or o.state = :sending and o.leaseUntil <= :now)
            order by o.dueAt, o.replyId
            """;
    /** States as words in the statement, so that an index of the rows in that state serves it. */
    private static final String LAPSED = """
            select o.reply_id from embedesk_outbox o
            where o.workspace = ?1 and o.state = 'SENDING' and o.lease_until <= ?2 order by o.lease_until
            limit %d for update skip locked
            """;

    private static final String WAITING = """
            select o.reply_id from embedesk_outbox o
            where o.workspace = ?1 and o.state = 'QUEUED' and o.due_at <= ?2 order by o.due_at, o.reply_id
            limit %d for update skip locked
            """;
    private static final String TAKE = """
            update embedesk_outbox set state = 'SENDING', attempts = attempts + 1, lease_owner = ?1, lease_until = ?2,
                changed_at = ?3, skip_reason = null
            where\s""";

    @Override
    public void insert(OutboxRow row) {
        rows.insert(OutboxMailRow.of(rows.workspace().id(), row));
    }

    @Override
    public Optional<OutboxRow> find(EntryId reply) {
        String jpql = "select o from EmbedeskOutbox o where o.workspace = :workspace and o.replyId = :id";
        return rows.first(OutboxMailRow.class, jpql, Map.of("id", reply.value()))
                .map(this::whole);
    }

    @Override
    public List<OutboxRow> ofTicket(TicketId ticket) {
        String jpql = "select o from EmbedeskOutbox o where o.workspace = :workspace and o.ticketId = :ticket";
        return rows.list(OutboxMailRow.class, jpql, Map.of("ticket", ticket.value())).stream()
                .map(this::whole)
                .toList();
    }

    private OutboxRow whole(OutboxMailRow row) {
        List<Attachment> files =
                row.messageId == null ? List.of() : new JpaEntries(rows, dialect).ofEntry(new EntryId(row.replyId));
        return row.outboxRow(files);
    }

    @Override
    public List<OutboxRow> claim(String owner, Instant now, Duration leaseFor, int limit) {
        Instant until = now.plus(leaseFor);
        List<OutboxMailRow> due = due(now, limit);
        List<OutboxMailRow> taken = dialect.skipsLocked()
                ? takeLocked(due, owner, now, until)
                : due.stream().filter(row -> take(row, owner, now, until)).toList();
        return taken.stream().map(row -> whole(row).claimed(owner, now, until)).toList();
    }

    /** What is locked is still as it was read. */
    private List<OutboxMailRow> takeLocked(List<OutboxMailRow> due, String owner, Instant now, Instant until) {
        if (!due.isEmpty()) {
            List<String> ids = due.stream().map(row -> row.replyId).toList();
            rows.run(TAKE + "reply_id in (" + Rows.places(4, ids.size()) + ")", Rows.with(ids, owner, until, now));
        }
        return due;
    }

    private List<OutboxMailRow> due(Instant now, int limit) {
        if (!dialect.skipsLocked()) {
            Map<String, Object> due =
                    Map.<String, Object>of("now", now, "queued", State.QUEUED, "sending", State.SENDING);
            return rows.list(OutboxMailRow.class, DUE, due, limit);
        }
        List<String> ids = new ArrayList<>(locked(LAPSED, now, limit));
        if (ids.size() < limit) {
            ids.addAll(locked(WAITING, now, limit - ids.size()));
        }
        String jpql = """
                select o from EmbedeskOutbox o where o.workspace = :workspace and o.replyId in :ids
                order by o.dueAt, o.replyId
                """;
        return ids.isEmpty() ? List.of() : rows.list(OutboxMailRow.class, jpql, Map.of("ids", ids));
    }

    private List<String> locked(String sql, Instant now, int limit) {
        List<?> ids = rows.sql(sql.formatted(limit), rows.workspace().id(), now).getResultList();
        return ids.stream().map(String.class::cast).toList();
    }

    private boolean take(OutboxMailRow row, String owner, Instant now, Instant until) {
        return rows.run(
                        TAKE + "reply_id = ?4 and state = ?5 and attempts = ?6",
                        owner,
                        until,
                        now,
                        row.replyId,
                        row.state.name(),
                        row.attempts)
                == 1;
    }

    @Override
    public boolean replace(OutboxRow known, OutboxRow next) {
        String workspace = rows.workspace().id();
        OutboxMailRow before = OutboxMailRow.of(workspace, known);
        String lease = before.leaseOwner == null ? "" : before.leaseOwner;
        return rows.change(
                before,
                OutboxMailRow.of(workspace, next),
                "workspace = ?1 and reply_id = ?2 and state = ?3 and attempts = ?4"
                        + " and (lease_owner = ?5 or lease_owner is null and ?5 = '')",
                workspace,
                before.replyId,
                before.state.name(),
                before.attempts,
                lease);
    }

    @Override
    public OutboxBacklog backlog(int most) {
        String jpql = "select o from EmbedeskOutbox o where o.workspace = :workspace and o.state = :queued"
                + " order by o.dueAt, o.replyId";
        Optional<OutboxRow> first = rows.first(OutboxMailRow.class, jpql, Map.of("queued", State.QUEUED))
                .map(this::whole);
        return new OutboxBacklog(count(State.QUEUED, most), count(State.QUARANTINED, most), first.orElse(null));
    }

    /** In the database, and no further than asked. */
    private int count(State state, int most) {
        String sql = "select count(*) from (select o.reply_id from embedesk_outbox o where o.workspace = ?1"
                + " and o.state = '%s' limit %d) x";
        Object count =
                rows.sql(sql.formatted(state, most), rows.workspace().id()).getSingleResult();
        return ((Number) count).intValue();
    }

    @Override
    public void delete(EntryId reply) {
        rows.run(
                "delete from embedesk_outbox where workspace = ?1 and reply_id = ?2",
                rows.workspace().id(),
                reply.value());
    }

    @Override
    public void deleteAll(TicketId ticket) {
        rows.run(
                "delete from embedesk_outbox where workspace = ?1 and ticket_id = ?2",
                rows.workspace().id(),
                ticket.value());
    }
}
