package io.embedesk.jpa;

import io.embedesk.jpa.internal.JoiningUnitOfWork;
import io.embedesk.jpa.internal.ResourceLocalUnitOfWork;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.function.Function;
import java.util.function.Supplier;

/** How the store gets at an EntityManager, and whose transaction it works in. Safe for concurrent use. */
public interface JpaUnitOfWork {
    /**
     * Runs work in the caller's transaction if there is one, else in one of its own.
     *
     * @param <T> what the work returns
     * @param work what to do
     * @return what the work returned
     */
    <T> T join(Function<? super EntityManager, ? extends T> work);

    /**
     * Runs work that only reads: in the caller's transaction if there is one, else in whatever way is cheapest.
     *
     * @param <T> what the work returns
     * @param work what to do
     * @return what the work returned
     */
    default <T> T read(Function<? super EntityManager, ? extends T> work) {
        return join(work);
    }

    /**
     * Runs work in a transaction of its own, committed on return, also when the caller is inside another.
     *
     * @param <T> what the work returns
     * @param work what to do
     * @return what the work returned
     */
    <T> T commit(Function<? super EntityManager, ? extends T> work);

    /** {@return whether {@link #join} would take part in a transaction of the calling thread} */
    boolean insideTransaction();

    /**
     * Runs something after the commit of the calling thread's transaction; never if it rolls back.
     *
     * @param action what to run
     */
    void afterCommit(Runnable action);

    /**
     * For a host that has no transaction manager: each unit of work has an EntityManager of its own, and calls within one
     * another on the same thread are one unit.
     *
     * @param factory of a persistence unit that maps {@code META-INF/embedesk/orm.xml}
     * @return the unit of work
     */
    static JpaUnitOfWork resourceLocal(EntityManagerFactory factory) {
        return new ResourceLocalUnitOfWork(factory);
    }

    /**
     * For a host that manages transactions (Spring, CDI, JTA). The host's EntityManager is never cleared, closed or asked for
     * its transaction; it is flushed at the end of each write, so that a conflict surfaces inside the call.
     *
     * @param current the EntityManager of the calling thread's transaction, such as a shared proxy
     * @param host what only the host can do
     * @return the unit of work
     */
    static JpaUnitOfWork joining(Supplier<? extends EntityManager> current, HostTransactions host) {
        return new JoiningUnitOfWork(current, host);
    }
}
