package io.embedesk.jpa.internal;

import io.embedesk.StorageException;
import io.embedesk.Workspace;
import io.embedesk.jpa.TableNames;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads and writes rows of one workspace without leaving any behind: a row that stays managed in a host's EntityManager would
 * be returned stale by the next read, and written again by the host's flush.
 */
record Rows(EntityManager em, Workspace workspace, Naming naming) {
    private static final AtomicLong LAST_PLACE = new AtomicLong();

    <R> void insert(R row) {
        em.persist(row);
        em.flush();
        em.detach(row);
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

    int update(String jpql, Map<String, ?> parameters) {
        var query = em.createQuery(jpql);
        query.setParameter("workspace", workspace.id());
        parameters.forEach(query::setParameter);
        return query.executeUpdate();
    }

    /**
     * A statement in the database's own words. Hibernate would take it for one that concerns every table there is: it would
     * write whatever of the host's it has not yet written, and forget whatever it holds in its second-level cache. So it is told
     * that only ours are concerned; other providers do not know the hint and need none.
     */
    Query sql(String sql, Object... values) {
        return bound(em.createNativeQuery(naming.inStatement(sql)), values);
    }

    <R> List<R> listSql(Class<R> type, String sql, List<?> values) {
        Query query = bound(em.createNativeQuery(naming.inStatement(sql), type), values.toArray());
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
