package io.embedesk.jpa.internal;

import io.embedesk.SearchWords;
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
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

record JpaTickets(Rows rows, Parts parts) implements TicketRows {
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
        search().add(ticket.id().value(), ticket.id(), SearchWords.of(ticket));
        tags().add(ticket.id(), ticket.tags());
        parts.counts().changed(rows, null, ticket);
    }

    private SearchTable search() {
        return new SearchTable(rows, parts.dialect());
    }

    private TagTable tags() {
        return new TagTable(rows, parts.dialect());
    }

    @Override
    public void update(Ticket known, Ticket next) {
        String workspace = rows.workspace().id();
        boolean there = rows.change(
                TicketRow.of(workspace, known),
                TicketRow.of(workspace, next),
                "workspace = ?1 and id = ?2 and row_version = ?3",
                workspace,
                known.id().value(),
                known.version());
        if (!there) {
            throw new TicketConflictException(known.id(), known.version());
        }
        search().change(known, next);
        tags().remove(known.id(), without(known.tags(), next.tags()));
        tags().add(known.id(), without(next.tags(), known.tags()));
        parts.counts().changed(rows, known, next);
    }

    private static List<String> without(Collection<String> tags, Collection<String> others) {
        return tags.stream().filter(tag -> !others.contains(tag)).toList();
    }

    @Override
    public void delete(TicketId id) {
        find(id).ifPresent(known -> {
            rows.run(
                    "delete from embedesk_ticket where workspace = ?1 and id = ?2",
                    rows.workspace().id(),
                    id.value());
            search().deleteTicket(id);
            tags().remove(id, known.tags());
            parts.counts().changed(rows, known, null);
        });
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
        Wanted wanted = new Wanted(search(), tags(), filters, true);
        if (wanted.nothing()) {
            return List.of();
        }
        String sql = merged(wanted.branches(sort, new After(after)), sort, limit);
        return rows.listSql(TicketRow.class, sql, wanted.values().toArray()).stream()
                .map(TicketRow::ticket)
                .toList();
    }

    /** Where the database drags whole rows through its merge cheaply it does; else it merges keys and then looks the rows up. */
    private String merged(List<String> branches, TicketSort sort, int limit) {
        if (branches.isEmpty()) {
            return "select t.* from embedesk_ticket t where 1 = 0";
        }
        String columns =
                parts.dialect().mergesWholeRows() ? "t.*" : "t.id, t.created_at, t.updated_at, t.priority_rank";
        String end = " order by " + order(sort, "t") + " limit " + limit;
        if (branches.size() == 1) {
            return "select t.* from embedesk_ticket t where " + branches.get(0) + end;
        }
        String union = branches.stream()
                .map(branch -> "(select " + columns + " from embedesk_ticket t where " + branch + end + ")")
                .collect(Collectors.joining(" union all "));
        return parts.dialect().mergesWholeRows()
                ? "select t.* from (" + union + ") t" + end
                : "select t.* from (select t.id from (" + union + ") t" + end
                        + ") p join embedesk_ticket t on t.id = p.id order by " + order(sort, "t");
    }

    private static String order(TicketSort sort, String table) {
        String order = switch (sort) {
            case NEWEST -> "#.created_at desc, #.id desc";
            case OLDEST -> "#.created_at, #.id";
            case LAST_ACTIVITY -> "#.updated_at desc, #.id desc";
            case PRIORITY -> "#.priority_rank desc, #.created_at desc, #.id desc";
        };
        return order.replace("#", table);
    }

    @Override
    public StatusCounts counts(List<TicketFilter> filters) {
        Wanted wanted = new Wanted(search(), tags(), filters, false);
        boolean exact = filters.stream().allMatch(TicketFilter::isByStatusAndPriority);
        if (wanted.nothing()) {
            return exact ? StatusCounts.exact(Map.of()) : StatusCounts.upToCap(Map.of());
        }
        return exact
                ? StatusCounts.exact(parts.counts().of(rows, wanted.statuses(), wanted.priorities()))
                : StatusCounts.upToCap(counted(wanted));
    }

    /** In the database, each status no further than the cap. */
    private Map<Status, Long> counted(Wanted wanted) {
        String conditions = wanted.conditions();
        String sql = wanted.statuses().stream()
                .map(status -> "select '" + status + "', count(*) from (select t.id from embedesk_ticket t where "
                        + "t.status = '" + status + "' and " + conditions + " limit " + StatusCounts.CAP + ") c")
                .collect(Collectors.joining(" union all "));
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        for (Object[] pair : rows.table(sql, wanted.values().toArray())) {
            counts.put(Status.valueOf(pair[0].toString()), ((Number) pair[1]).longValue());
        }
        return counts;
    }

    @Override
    public long reserveNumbers(int count) {
        return parts.counters().take(rows.em(), "tickets", count);
    }
}
