package io.embedesk.jpa;

import java.util.function.Supplier;

/** What a store needs of a host that manages transactions. In Spring these are three lines each; the README has them. */
public interface HostTransactions {
    /** {@return whether the calling thread is inside a transaction} */
    boolean active();

    /**
     * Runs work in a new transaction, committed on return; one that is active meanwhile waits and is not affected.
     *
     * @param <T> what the work returns
     * @param work what to do
     * @return what the work returned
     */
    <T> T inNew(Supplier<? extends T> work);

    /**
     * Runs something after the active transaction has committed; never if it rolls back.
     *
     * @param action what to run
     */
    void afterCommit(Runnable action);
}
