package io.embedesk.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.Supplier;

/** What a host with JTA gives: its transactions, and an EntityManager for each, which the container would inject. */
final class JtaHost implements HostTransactions {
    private final EntityManagerFactory factory;
    private final TransactionManager manager;
    private final TransactionSynchronizationRegistry registry;

    JtaHost(EntityManagerFactory factory, TransactionManager manager, TransactionSynchronizationRegistry registry) {
        this.factory = factory;
        this.manager = manager;
        this.registry = registry;
    }

    EntityManager current() {
        EntityManager known = (EntityManager) registry.getResource(this);
        if (known != null) {
            return known;
        }
        EntityManager made = factory.createEntityManager();
        made.joinTransaction();
        registry.putResource(this, made);
        registry.registerInterposedSynchronization(new After() {
            @Override
            public void afterCompletion(int status) {
                made.close();
            }
        });
        return made;
    }

    @Override
    public boolean active() {
        return registry.getTransactionStatus() == Status.STATUS_ACTIVE;
    }

    @Override
    public <T> T inNew(Supplier<? extends T> work) {
        return suspended(() -> {
            manager.begin();
            T result;
            try {
                result = work.get();
            } catch (RuntimeException | Error e) {
                manager.rollback();
                throw e;
            }
            manager.commit();
            return result;
        });
    }

    private interface Work<T> {
        T get() throws Exception;
    }

    private <T> T suspended(Work<T> work) {
        try {
            Transaction outer = manager.suspend();
            try {
                return work.get();
            } finally {
                resume(outer);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void resume(Transaction outer) throws Exception {
        if (outer != null) {
            manager.resume(outer);
        }
    }

    void inTransaction(Runnable work, boolean commit) {
        try {
            manager.begin();
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                manager.rollback();
                throw e;
            }
            if (commit) {
                manager.commit();
            } else {
                manager.rollback();
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void afterCommit(Runnable action) {
        try {
            manager.getTransaction().registerSynchronization(new After() {
                @Override
                public void afterCompletion(int status) {
                    if (status == Status.STATUS_COMMITTED) {
                        action.run();
                    }
                }
            });
        } catch (SystemException | jakarta.transaction.RollbackException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface After extends Synchronization {
        @Override
        default void beforeCompletion() {
            // Only what comes after matters.
        }
    }
}
