package io.embedesk.jpa.internal;

import io.embedesk.Workspace;
import io.embedesk.jpa.JpaUnitOfWork;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The counters of a workspace, and the locks that they are. */
public final class Counters {
    private final JpaUnitOfWork unitOfWork;
    private final Workspace workspace;
    private final Naming naming;
    private final Dialect dialect;
    private final Set<String> present = ConcurrentHashMap.newKeySet();

    public Counters(JpaUnitOfWork unitOfWork, Workspace workspace, Naming naming, Dialect dialect) {
        this.unitOfWork = unitOfWork;
        this.workspace = workspace;
        this.naming = naming;
        this.dialect = dialect;
    }

    Rows rows(EntityManager em) {
        return new Rows(em, workspace, naming);
    }

    /** Takes the next numbers; others wait until the transaction ends. Returns the first. */
    long take(EntityManager em, String name, int count) {
        String key = lock(em, name);
        rows(em).run(
                        "update embedesk_counter set counter_value = counter_value + ?1 where counter_key = ?2",
                        (long) count,
                        key);
        long end = em.createQuery("select c.value from EmbedeskCounter c where c.key = :key", Long.class)
                .setParameter("key", key)
                .getSingleResult();
        return end - count + 1;
    }

    /** Makes the caller's transaction the only one that holds this name, until it ends. */
    String lock(EntityManager em, String name) {
        String key = workspace.id() + ":" + name;
        ensure(key);
        find(em, key, LockModeType.PESSIMISTIC_WRITE);
        return key;
    }

    private static Optional<CounterRow> find(EntityManager em, String key, LockModeType lock) {
        List<CounterRow> found = em.createQuery("select c from EmbedeskCounter c where c.key = :key", CounterRow.class)
                .setParameter("key", key)
                .setLockMode(lock)
                .getResultList();
        found.forEach(em::detach);
        return found.stream().findFirst();
    }

    /** The row is made once, in a transaction of its own; when two make it at once, one of them has. */
    private void ensure(String key) {
        if (present.contains(key)) {
            return;
        }
        try {
            unitOfWork.commit(em -> {
                make(em, key);
                return key;
            });
        } catch (PersistenceException e) {
            requireMadeByAnother(key, e);
        }
        present.add(key);
    }

    private void make(EntityManager em, String key) {
        CounterRow row = new CounterRow();
        row.key = key;
        if (dialect.insertsIfAbsent()) {
            Uniques.insertIfAbsent(rows(em), dialect, row);
        } else if (find(em, key, LockModeType.NONE).isEmpty()) {
            rows(em).insert(row);
        }
    }

    private void requireMadeByAnother(String key, PersistenceException e) {
        boolean there = unitOfWork.<Boolean>commit(
                em -> find(em, key, LockModeType.NONE).isPresent());
        if (!there) {
            throw e;
        }
    }
}
