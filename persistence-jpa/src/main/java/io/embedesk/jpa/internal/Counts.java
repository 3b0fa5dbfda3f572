package io.embedesk.jpa.internal;

import io.embedesk.Priority;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.jpa.JpaUnitOfWork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How many tickets there are by status and priority, without counting them: each change adds a row of "one less here, one more
 * there" in its own transaction, so that nobody waits for anybody, and now and then the rows are folded into a few.
 */
public final class Counts {
    private static final int FOLD_EVERY = 500;
    private static final int FOLD_AT_ONCE = 5_000;
    private static final int DELETE_AT_ONCE = 500;

    private final JpaUnitOfWork unitOfWork;
    private final Counters counters;
    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicBoolean folding = new AtomicBoolean();

    public Counts(JpaUnitOfWork unitOfWork, Counters counters) {
        this.unitOfWork = unitOfWork;
        this.counters = counters;
    }

    private record Bucket(String status, String priority) {
        static @Nullable Bucket of(@Nullable Ticket ticket) {
            return ticket == null || ticket.mergedInto().isPresent()
                    ? null
                    : new Bucket(ticket.status().name(), ticket.priority().name());
        }
    }

    /** One of them is null when the ticket is new, or gone. */
    void changed(Rows rows, @Nullable Ticket known, @Nullable Ticket next) {
        Bucket before = Bucket.of(known);
        Bucket after = Bucket.of(next);
        if (before == null ? after == null : before.equals(after)) {
            return;
        }
        Map<Bucket, Long> more = new LinkedHashMap<>();
        if (before != null) {
            more.put(before, -1L);
        }
        if (after != null) {
            more.put(after, 1L);
        }
        add(rows, more);
        if (changes.incrementAndGet() % FOLD_EVERY == 0) {
            unitOfWork.afterCommit(this::foldUnlessSomebodyDoes);
        }
    }

    private static void add(Rows rows, Map<Bucket, Long> more) {
        List<Object> values = new ArrayList<>();
        List<String> places = new ArrayList<>();
        more.forEach((bucket, tickets) -> {
            int at = values.size();
            values.addAll(List.of(
                    TicketId.mint().value(), rows.workspace().id(), bucket.status(), bucket.priority(), tickets));
            places.add("(?%d, ?%d, ?%d, ?%d, ?%d)".formatted(at + 1, at + 2, at + 3, at + 4, at + 5));
        });
        rows.run(
                "insert into embedesk_count (id, workspace, status, priority, tickets) values "
                        + String.join(", ", places),
                values.toArray());
    }

    Map<Status, Long> of(Rows rows, Collection<Status> statuses, Collection<Priority> priorities) {
        String some = priorities.stream().map(p -> "'" + p + "'").collect(Collectors.joining(", "));
        String sql = "select c.status, sum(c.tickets) from embedesk_count c where c.workspace = ?1 and c.priority in ("
                + some + ") group by c.status";
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        for (Object[] pair : rows.table(sql, rows.workspace().id())) {
            Status status = Status.valueOf(pair[0].toString());
            if (statuses.contains(status)) {
                counts.put(status, ((Number) pair[1]).longValue());
            }
        }
        return counts;
    }

    /** The counts are right without it, and the transaction whose end this is has succeeded. */
    private void foldUnlessSomebodyDoes() {
        if (folding.compareAndSet(false, true)) {
            try {
                Failures.<Integer>repeating(() -> unitOfWork.commit(em -> fold(counters.rows(em))));
            } catch (RuntimeException leftToTheNext) {
                return;
            } finally {
                folding.set(false);
            }
        }
    }

    private int fold(Rows rows) {
        counters.lock(rows.em(), "counts");
        String sql = "select c.id, c.status, c.priority, c.tickets from embedesk_count c where c.workspace = ?1"
                + " order by c.id limit " + FOLD_AT_ONCE;
        Map<Bucket, Long> sums = new LinkedHashMap<>();
        List<Object> ids = new ArrayList<>();
        for (Object[] columns : rows.table(sql, rows.workspace().id())) {
            ids.add(columns[0]);
            Bucket bucket = new Bucket(columns[1].toString(), columns[2].toString());
            sums.merge(bucket, ((Number) columns[3]).longValue(), Long::sum);
        }
        for (int i = 0; i < ids.size(); i += DELETE_AT_ONCE) {
            delete(rows, ids.subList(i, Math.min(ids.size(), i + DELETE_AT_ONCE)));
        }
        sums.values().removeIf(sum -> sum == 0);
        if (!sums.isEmpty()) {
            add(rows, sums);
        }
        return ids.size();
    }

    private static void delete(Rows rows, List<Object> ids) {
        rows.run(
                "delete from embedesk_count where workspace = ?1 and id in (" + Rows.places(2, ids.size()) + ")",
                Rows.with(ids, rows.workspace().id()));
    }
}
