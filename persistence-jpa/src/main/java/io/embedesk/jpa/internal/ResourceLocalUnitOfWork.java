package io.embedesk.jpa.internal;

import io.embedesk.jpa.JpaUnitOfWork;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Transactions of our own, one EntityManager each. */
public final class ResourceLocalUnitOfWork implements JpaUnitOfWork {
    private final EntityManagerFactory factory;

    @SuppressWarnings("ThreadLocalUsage") // each factory has transactions of its own
    private final ThreadLocal<@Nullable Running> running = new ThreadLocal<>();

    private record Running(EntityManager em, List<Runnable> afterCommit) {}

    public ResourceLocalUnitOfWork(EntityManagerFactory factory) {
        this.factory = factory;
    }

    @Override
    public <T> T join(Function<? super EntityManager, ? extends T> work) {
        Running current = running.get();
        return current == null ? commit(work) : work.apply(current.em());
    }

    /** Each statement sees what is committed, as it would inside a transaction, and there is none to end. */
    @Override
    public <T> T read(Function<? super EntityManager, ? extends T> work) {
        Running current = running.get();
        if (current != null) {
            return work.apply(current.em());
        }
        try (EntityManager em = factory.createEntityManager()) {
            return work.apply(em);
        }
    }

    @Override
    public <T> T commit(Function<? super EntityManager, ? extends T> work) {
        List<Runnable> afterCommit = new ArrayList<>();
        T result;
        try (EntityManager em = factory.createEntityManager()) {
            result = run(work, new Running(em, afterCommit));
        }
        afterCommit.forEach(Runnable::run);
        return result;
    }

    /** However it ends, the thread is as it was: a rollback over a dead connection fails as well. */
    private <T> T run(Function<? super EntityManager, ? extends T> work, Running mine) {
        Running outer = running.get();
        EntityTransaction transaction = mine.em().getTransaction();
        transaction.begin();
        running.set(mine);
        try {
            T result = work.apply(mine.em());
            transaction.commit();
            return result;
        } catch (RuntimeException | Error e) {
            rollBack(transaction, e);
            throw e;
        } finally {
            if (outer == null) {
                running.remove();
            } else {
                running.set(outer);
            }
        }
    }

    private static void rollBack(EntityTransaction transaction, Throwable reason) {
        try {
            if (transaction.isActive()) {
                transaction.rollback();
            }
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public boolean insideTransaction() {
        return running.get() != null;
    }

    @Override
    public void afterCommit(Runnable action) {
        Running current = running.get();
        if (current == null) {
            action.run();
        } else {
            current.afterCommit().add(action);
        }
    }
}
