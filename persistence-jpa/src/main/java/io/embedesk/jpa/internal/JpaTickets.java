package io.embedesk.jpa.internal;

import io.embedesk.Status;
import io.embedesk.StatusCounts;
import io.embedesk.Ticket;
import io.embedesk.TicketConflictException;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.TicketSort;
import io.embedesk.spi.PagePosition;
import io.embedesk.spi.TicketRows;
import jakarta.persistence.LockModeType;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

record JpaTickets(Rows rows, Counters counters) implements TicketRows {
    private static final String UPDATE = """
            update EmbedeskTicket t set t.version = :version, t.subject = :subject, t.description = :description,
                t.status = :status, t.pendingReason = :pendingReason, t.priority = :priority,
                t.priorityRank = :priorityRank, t.assignee = :assignee, t.contactName = :contactName,
                t.contactEmail = :contactEmail, t.contactKey = :contactKey, t.participants = :participants,
                t.tags = :tags, t.threadId = :threadId, t.conversation = :conversation,
                t.mergedInto = :mergedInto, t.root = :root, t.lastSeq = :lastSeq, t.updatedAt = :updatedAt,
                t.firstRepliedAt = :firstRepliedAt, t.resolvedAt = :resolvedAt, t.closedAt = :closedAt
            where t.workspace = :workspace and t.id = :id and t.version = :expected
            """;

    @Override
    public Optional<Ticket> find(TicketId id) {
        return row(id, LockModeType.NONE);
    }

    @Override
    public Optional<Ticket> lock(TicketId id) {
        return row(id, LockModeType.PESSIMISTIC_WRITE);
    }

    private Optional<Ticket> row(TicketId id, LockModeType lock) {
        String jpql = "select t from EmbedeskTicket t where t.workspace = :workspace and t.id = :id";
        return rows.locked(TicketRow.class, jpql, Map.of("id", id.value()), lock)
                .map(TicketRow::ticket);
    }

    @Override
    public void insert(Ticket ticket) {
        rows.insert(TicketRow.of(rows.workspace().id(), ticket));
    }

    @Override
    public void update(Ticket ticket) {
        TicketRow row = TicketRow.of(rows.workspace().id(), ticket);
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("id", row.id);
        values.put("version", row.version);
        values.put("expected", row.version - 1);
        values.put("subject", row.subject);
        values.put("description", row.description);
        values.put("status", row.status);
        values.put("priority", row.priority);
        values.put("assignee", row.assignee);
        values.put("contactName", row.contactName);
        values.put("contactEmail", row.contactEmail);
        values.put("tags", row.tags);
        values.put("threadId", row.threadId);
        values.put("conversation", row.conversation);
        values.put("pendingReason", row.pendingReason);
        values.put("priorityRank", row.priorityRank);
        values.put("contactKey", row.contactKey);
        values.put("participants", row.participants);
        values.put("mergedInto", row.mergedInto);
        values.put("root", row.root);
        values.put("firstRepliedAt", row.firstRepliedAt);
        values.put("closedAt", row.closedAt);
        values.put("lastSeq", row.lastSeq);
        values.put("updatedAt", row.updatedAt);
        values.put("resolvedAt", row.resolvedAt);
        if (rows.update(UPDATE, values) != 1) {
            throw new TicketConflictException(ticket.id(), row.version - 1);
        }
    }

    @Override
    public void delete(TicketId id) {
        rows.update(
                "delete from EmbedeskTicket t where t.workspace = :workspace and t.id = :id", Map.of("id", id.value()));
    }

    @Override
    public List<Ticket> absorbed(TicketId root) {
        String jpql = """
                select t from EmbedeskTicket t where t.workspace = :workspace and t.root = :root
                order by t.createdAt, t.id
                """;
        return rows.list(TicketRow.class, jpql, Map.of("root", root.value())).stream()
                .map(TicketRow::ticket)
                .toList();
    }

    @Override
    public List<Ticket> page(List<TicketFilter> filters, TicketSort sort, @Nullable PagePosition after, int limit) {
        Where where = new Where(filters);
        if (after != null) {
            where.after(sort, after);
        }
        String jpql = "select t from EmbedeskTicket t " + where.clause() + " order by " + order(sort);
        return rows.list(TicketRow.class, jpql, where.parameters(), limit).stream()
                .map(TicketRow::ticket)
                .toList();
    }

    private static String order(TicketSort sort) {
        return switch (sort) {
            case NEWEST -> "t.createdAt desc, t.id desc";
            case OLDEST -> "t.createdAt, t.id";
            case LAST_ACTIVITY -> "t.updatedAt desc, t.id desc";
            case PRIORITY -> "t.priorityRank desc, t.createdAt desc, t.id desc";
        };
    }

    @Override
    public StatusCounts counts(List<TicketFilter> filters) {
        Where where = new Where(filters);
        String jpql = "select t.status, count(t) from EmbedeskTicket t " + where.clause() + " group by t.status";
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        rows.list(Object[].class, jpql, where.parameters())
                .forEach(found -> counts.put((Status) found[0], (Long) found[1]));
        return filters.stream().allMatch(TicketFilter::isByStatusAndPriority)
                ? StatusCounts.exact(counts)
                : StatusCounts.upToCap(counts);
    }

    @Override
    public long reserveNumbers(int count) {
        return counters.take(rows.em(), "tickets", count);
    }
}
