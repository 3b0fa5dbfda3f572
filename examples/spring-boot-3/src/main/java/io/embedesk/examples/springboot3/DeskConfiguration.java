package io.embedesk.examples.springboot3;

import io.embedesk.Desk;
import io.embedesk.jpa.HostTransactions;
import io.embedesk.jpa.JpaSchema;
import io.embedesk.jpa.JpaTicketStore;
import io.embedesk.jpa.JpaUnitOfWork;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** All that a host on Spring writes. */
@Configuration(proxyBeanMethods = false)
class DeskConfiguration {
    /** A real host leaves the tables to its migrations. */
    @Bean
    Desk desk(DataSource source, EntityManager entities, PlatformTransactionManager manager) throws SQLException {
        try (Connection connection = source.getConnection()) {
            JpaSchema.create(connection);
        }
        HostTransactions transactions = new SpringTransactions(manager);
        return Desk.builder(JpaTicketStore.of(JpaUnitOfWork.joining(() -> entities, transactions)))
                .build();
    }

    private static final class SpringTransactions implements HostTransactions {
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
}
