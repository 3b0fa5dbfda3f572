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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
            update EmbedeskOutbox o set o.state = :sending, o.attempts = o.attempts + 1, o.leaseOwner = :owner,
                o.leaseUntil = :until, o.changedAt = :now, o.skipReason = null
            where o.workspace = :workspace and o.replyId = :id and o.state = :state and o.attempts = :attempts
            """;
    private static final String REPLACE = """
            update EmbedeskOutbox o set o.state = :state, o.skipReason = :skipReason, o.recipients = :recipients,
                o.attempts = :attempts, o.answeredAttempts = :answeredAttempts, o.detail = :detail,
                o.changedAt = :changedAt, o.dueAt = :dueAt, o.leaseOwner = :leaseOwner, o.leaseUntil = :leaseUntil,
                o.messageId = :messageId, o.inReplyTo = :inReplyTo, o.references = :references,
                o.envelopeFrom = :envelopeFrom, o.envelopeTo = :envelopeTo, o.fromName = :fromName,
                o.fromEmail = :fromEmail, o.replyTo = :replyTo, o.to = :to, o.cc = :cc, o.subject = :subject,
                o.sealedAt = :sealedAt, o.text = :text, o.html = :html, o.loopMarker = :loopMarker
            where o.workspace = :workspace and o.replyId = :id and o.state = :knownState
                and o.attempts = :knownAttempts
                and (o.leaseOwner = :knownOwner or o.leaseOwner is null and :knownOwner = '')
            """;

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
        return due(now, limit).stream()
                .filter(row -> take(row, owner, now, until))
                .map(row -> whole(row).claimed(owner, now, until))
                .toList();
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
        Map<String, Object> values = new HashMap<>();
        values.put("id", row.replyId);
        values.put("state", row.state);
        values.put("attempts", row.attempts);
        values.put("sending", State.SENDING);
        values.put("owner", owner);
        values.put("until", until);
        values.put("now", now);
        return rows.update(TAKE, values) == 1;
    }

    @Override
    public boolean replace(OutboxRow known, OutboxRow next) {
        OutboxMailRow row = OutboxMailRow.of(rows.workspace().id(), next);
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("id", row.replyId);
        values.put("knownState", known.delivery().state());
        values.put("knownAttempts", known.delivery().attempts());
        values.put("knownOwner", known.lease() == null ? "" : known.lease().owner());
        values.put("state", row.state);
        values.put("skipReason", row.skipReason);
        values.put("recipients", row.recipients);
        values.put("attempts", row.attempts);
        values.put("answeredAttempts", row.answeredAttempts);
        values.put("detail", row.detail);
        values.put("changedAt", row.changedAt);
        values.put("dueAt", row.dueAt);
        values.put("leaseOwner", row.leaseOwner);
        values.put("leaseUntil", row.leaseUntil);
        values.put("messageId", row.messageId);
        values.put("inReplyTo", row.inReplyTo);
        values.put("references", row.references);
        values.put("envelopeFrom", row.envelopeFrom);
        values.put("envelopeTo", row.envelopeTo);
        values.put("fromName", row.fromName);
        values.put("fromEmail", row.fromEmail);
        values.put("replyTo", row.replyTo);
        values.put("to", row.to);
        values.put("cc", row.cc);
        values.put("subject", row.subject);
        values.put("sealedAt", row.sealedAt);
        values.put("text", row.text);
        values.put("html", row.html);
        values.put("loopMarker", row.loopMarker);
        return rows.update(REPLACE, values) == 1;
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
        rows.update(
                "delete from EmbedeskOutbox o where o.workspace = :workspace and o.replyId = :id",
                Map.of("id", reply.value()));
    }

    @Override
    public void deleteAll(TicketId ticket) {
        rows.update(
                "delete from EmbedeskOutbox o where o.workspace = :workspace and o.ticketId = :ticket",
                Map.of("ticket", ticket.value()));
    }
}
