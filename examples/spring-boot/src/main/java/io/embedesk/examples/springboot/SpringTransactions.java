package io.embedesk.examples.springboot;

import io.embedesk.jpa.HostTransactions;
import java.util.function.Supplier;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a store needs of Spring: it takes part in {@code @Transactional} methods, and can work beside them. */
final class SpringTransactions implements HostTransactions {
    private final TransactionTemplate own;

    SpringTransactions(PlatformTransactionManager manager) {
        own = new TransactionTemplate(manager);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public boolean active() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }

    @Override
    @SuppressWarnings("NullAway") // The work decides whether null comes back.
    public <T> T inNew(Supplier<? extends T> work) {
        return own.execute(status -> work.get());
    }

    @Override
    public void afterCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
