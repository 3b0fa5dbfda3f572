package io.embedesk.examples.quarkus;

import io.embedesk.jpa.HostTransactions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.Supplier;

/** What a store needs of Quarkus: it takes part in {@code @Transactional} methods, and can work beside them. */
final class QuarkusTransactions implements HostTransactions {
    private final TransactionSynchronizationRegistry registry;

    QuarkusTransactions(TransactionSynchronizationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public boolean active() {
        return registry.getTransactionStatus() == Status.STATUS_ACTIVE;
    }

    @Override
    public <T> T inNew(Supplier<? extends T> work) {
        return QuarkusTransaction.requiringNew().call(work::get);
    }

    @Override
    public void afterCommit(Runnable action) {
        registry.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // Only what comes after matters.
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    action.run();
                }
            }
        });
    }
}
