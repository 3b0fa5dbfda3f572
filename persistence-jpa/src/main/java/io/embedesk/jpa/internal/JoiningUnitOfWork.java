package io.embedesk.jpa.internal;

import io.embedesk.jpa.HostTransactions;
import io.embedesk.jpa.JpaUnitOfWork;
import jakarta.persistence.EntityManager;
import java.util.function.Function;
import java.util.function.Supplier;

/** The host's transactions: theirs when one is active, else one that the host makes for us. */
public record JoiningUnitOfWork(Supplier<? extends EntityManager> current, HostTransactions host)
        implements JpaUnitOfWork {
    @Override
    public <T> T join(Function<? super EntityManager, ? extends T> work) {
        return host.active() ? work.apply(current.get()) : commit(work);
    }

    @Override
    public <T> T commit(Function<? super EntityManager, ? extends T> work) {
        return host.<T>inNew(() -> work.apply(current.get()));
    }

    @Override
    public boolean insideTransaction() {
        return host.active();
    }

    @Override
    public void afterCommit(Runnable action) {
        host.afterCommit(action);
    }
}
