package io.embedesk.jpa.internal;

import io.embedesk.StorageException;
import io.embedesk.Workspace;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads and writes rows of one workspace without leaving any behind: a row that stays managed in a host's EntityManager would
 * be returned stale by the next read, and written again by the host's flush.
 */
record Rows(EntityManager em, Workspace workspace) {
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
