package io.embedesk.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import com.arjuna.ats.jta.TransactionManager;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionFactoryConfiguration.TransactionIsolation;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.narayana.NarayanaTransactionIntegration;
import io.embedesk.Workspace;
import io.embedesk.spi.TicketStore;
import io.embedesk.testing.TicketStoreContract;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The contract in JTA transactions, with a pool that takes part in them. */
class JtaStoreTest extends TicketStoreContract {
    private static final TransactionSynchronizationRegistry REGISTRY =
            new com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple();
    private static final AgroalDataSource POOL = pool();
    private static final EntityManagerFactory FACTORY = Persistence.createEntityManagerFactory(
            "host",
            Map.of(
                    "jakarta.persistence.transactionType",
                    "JTA",
                    "jakarta.persistence.jtaDataSource",
                    POOL,
                    "hibernate.transaction.jta.platform",
                    "org.hibernate.engine.transaction.jta.platform.internal.NarayanaJtaPlatform"));
    private static final JtaHost HOST = new JtaHost(FACTORY, TransactionManager.transactionManager(), REGISTRY);

    private static AgroalDataSource pool() {
        String url = Database.H2.url("jta");
        Database.H2.create(url);
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(140)
                            .transactionIntegration(new NarayanaTransactionIntegration(
                                    TransactionManager.transactionManager(), REGISTRY))
                            .connectionFactoryConfiguration(connection -> connection
                                    .jdbcUrl(url)
                                    .principal(new NamePrincipal(Database.H2.user()))
                                    .jdbcTransactionIsolation(TransactionIsolation.READ_COMMITTED))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void close() {
        FACTORY.close();
        POOL.close();
    }

    @Override
    protected TicketStore open(Workspace workspace) {
        return JpaTicketStore.of(JpaUnitOfWork.joining(HOST::current, HOST), workspace);
    }

    @Override
    protected void rolledBack(TicketStore joined, Runnable work) {
        HOST.inTransaction(work, false);
    }

    @Override
    protected int commands() {
        return Integer.getInteger("contract.commands", 500);
    }

    @Test
    void isOutsideATransactionUnlessTheHostHasOne() {
        TicketStore store = open(new Workspace("jta"));
        assertThat(store.insideTransaction()).isFalse();
        HOST.inTransaction(() -> assertThat(store.insideTransaction()).isTrue(), true);
    }
}
