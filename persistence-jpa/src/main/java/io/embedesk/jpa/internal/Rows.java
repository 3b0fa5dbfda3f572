package io.embedesk.jpa.internal;

import io.embedesk.StorageException;
import io.embedesk.Workspace;
import io.embedesk.jpa.TableNames;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads and writes rows of one workspace without leaving any behind: a row that stays managed in a host's EntityManager would
 * be returned stale by the next read, and written again by the host's flush. So rows are read through the provider and let go,
 * and written by statements.
 */
record Rows(EntityManager em, Workspace workspace, Naming naming) {
    private static final AtomicLong LAST_PLACE = new AtomicLong();

    /** Adds a row, without a word to the EntityManager: nothing of the host's is written before its time. */
    void insert(Row row) {
        Columns columns = Columns.of(row);
        run(columns.insert(row), columns.values(row));
    }

    /** Changes what is different, where the condition holds; its values come first. Returns whether there was such a row. */
    boolean change(Row known, Row next, String condition, Object... values) {
        List<Object> all = new ArrayList<>(List.of(values));
        List<String> sets = new ArrayList<>();
        Columns columns = Columns.of(next);
        columns.difference(known, next).forEach((column, value) -> {
            value.ifPresent(all::add);
            sets.add(column + " = " + (value.isPresent() ? "?" + all.size() : "null"));
        });
        return run(
                        "update " + columns.table() + " set " + String.join(", ", sets) + " where " + condition,
                        all.toArray())
                == 1;
    }

    /** A statement that changes something; returns how many rows. */
    int run(String sql, Object... values) {
        return sql(sql, values).executeUpdate();
    }

    /** Places for values, with commas between them. */
    static String places(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(i -> "?" + i).collect(Collectors.joining(", "));
    }

    /** The same for a list at the end of other values. */
    static Object[] with(Collection<?> list, Object... first) {
        return Stream.concat(Stream.of(first), list.stream()).toArray();
    }

    <R> List<R> list(Class<R> type, String jpql, Map<String, ?> parameters, int limit) {
        TypedQuery<R> query = em.createQuery(jpql, type);
        query.setParameter("workspace", workspace.id());
        parameters.forEach(query::setParameter);
        if (limit > 0) {
            query.setMaxResults(limit);
        }
        List<R> found = List.copyOf(query.getResultList());
        found.forEach(this::release);
        return found;
    }

    <R> List<R> list(Class<R> type, String jpql, Map<String, ?> parameters) {
        return list(type, jpql, parameters, 0);
    }

    /**
     * Reads a row, and perhaps keeps others from it until the transaction ends. It is a query, for Hibernate's {@code find}
     * answers "there is none" when the connection has died.
     */
    <R> Optional<R> locked(Class<R> type, String jpql, Map<String, ?> parameters, LockModeType lock) {
        TypedQuery<R> query = em.createQuery(jpql, type).setLockMode(lock);
        query.setParameter("workspace", workspace.id());
        parameters.forEach(query::setParameter);
        List<R> found = query.getResultList();
        found.forEach(this::release);
        return found.stream().findFirst();
    }

    <R> Optional<R> first(Class<R> type, String jpql, Map<String, ?> parameters) {
        return list(type, jpql, parameters, 1).stream().findFirst();
    }

    /** Whatever is not a row, such as a count, has nothing to release. */
    private void release(Object found) {
        if (found instanceof Row) {
            em.detach(found);
        }
    }

    /**
     * A statement in the database's own words. Hibernate would take it for one that concerns every table there is: it would
     * write whatever of the host's it has not yet written, and forget whatever it holds in its second-level cache. So it is told
     * that only ours are concerned; other providers do not know the hint and need none.
     */
    Query sql(String sql, Object... values) {
        return bound(em.createNativeQuery(naming.inStatement(sql)), values);
    }

    <R> List<R> listSql(Class<R> type, String sql, Object... values) {
        Query query = bound(em.createNativeQuery(naming.inStatement(sql), type), values);
        List<R> found = new ArrayList<>();
        for (Object one : query.getResultList()) {
            release(one);
            found.add(type.cast(one));
        }
        return found;
    }

    /** Of several columns. */
    List<Object[]> table(String sql, Object... values) {
        List<Object[]> found = new ArrayList<>();
        for (Object one : sql(sql, values).getResultList()) {
            found.add((Object[]) one);
        }
        return found;
    }

    private static Query bound(Query query, Object... values) {
        query.setHint("org.hibernate.query.native.spaces", TableNames.DEFAULT.prefix());
        for (int i = 0; i < values.length; i++) {
            query.setParameter(i + 1, values[i]);
        }
        return query;
    }

    /** Marks the entities of this module. */
    interface Row {}

    /**
     * A number for "after whatever this process wrote before": microseconds, never the same twice in a process. Clocks of
     * several processes may differ; where order matters between them a lock decides.
     */
    static long nextPlace() {
        long now = System.currentTimeMillis() * 1_000;
        return LAST_PLACE.updateAndGet(last -> Math.max(last + 1, now));
    }

    static StorageException taken(String what) {
        return new StorageException(what, new IllegalStateException("duplicate key"));
    }
}
