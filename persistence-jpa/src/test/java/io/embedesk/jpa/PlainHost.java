package io.embedesk.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** A host that manages transactions, as a framework does: an EntityManager bound to the thread, suspended for a new one. */
final class PlainHost implements HostTransactions {
    private final EntityManagerFactory factory;
    private final ThreadLocal<Deque<Running>> running = ThreadLocal.withInitial(ArrayDeque::new);

    private record Running(EntityManager em, List<Runnable> afterCommit) {}

    PlainHost(EntityManagerFactory factory) {
        this.factory = factory;
    }

    EntityManager current() {
        return Objects.requireNonNull(running.get().peek(), "no transaction").em();
    }

    @Override
    public boolean active() {
        return !running.get().isEmpty();
    }

    @Override
    public <T> T inNew(Supplier<? extends T> work) {
        return run(work, true);
    }

    void inTransaction(Runnable work, boolean commit) {
        run(
                () -> {
                    work.run();
                    return true;
                },
                commit);
    }

    private <T> T run(Supplier<? extends T> work, boolean commit) {
        List<Runnable> after = new ArrayList<>();
        T result;
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            running.get().push(new Running(em, after));
            try {
                result = work.get();
                if (commit) {
                    em.getTransaction().commit();
                }
            } finally {
                running.get().pop();
                if (em.getTransaction().isActive()) {
                    em.getTransaction().rollback();
                }
            }
        }
        if (commit) {
            after.forEach(Runnable::run);
        }
        return result;
    }

    @Override
    public void afterCommit(Runnable action) {
        Objects.requireNonNull(running.get().peek(), "no transaction")
                .afterCommit()
                .add(action);
    }
}
