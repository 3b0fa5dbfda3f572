package io.embedesk.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.Priority;
import io.embedesk.Status;
import io.embedesk.TicketChange;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.Workspace;
import io.embedesk.spi.TicketStore;
import io.embedesk.testing.TicketStoreContract;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The contract on a database, in transactions of our own. */
abstract class ResourceLocalContract extends TicketStoreContract {
    private static final Actor.Staff ANN = Actor.agent("ann");

    /** Of the class, not of each test. */
    abstract EntityManagerFactory factory();

    @Override
    protected TicketStore open(Workspace workspace) {
        return JpaTicketStore.of(JpaUnitOfWork.resourceLocal(factory()), workspace);
    }

    @Override
    protected void rolledBack(TicketStore joined, Runnable work) {
        assertThatThrownBy(() -> joined.join(tx -> {
                    work.run();
                    throw new IllegalStateException("the host rolls back");
                }))
                .hasMessage("the host rolls back");
    }

    @Override
    protected int commands() {
        return Integer.getInteger("contract.commands", 2_000);
    }

    /** Each locks one ticket, and then wants the other's: the database ends one of them, and it is given again. */
    @Test
    void repeatsItsOwnWorkWhenTheDatabaseEndedItBecauseOfOthers() throws Exception {
        TicketStore store = open(new Workspace("deadlock"));
        Desk desk = Desk.builder(store).build();
        List<TicketId> ids = List.of(
                desk.tickets().open(ANN, NewTicket.subject("One")).id(),
                desk.tickets().open(ANN, NewTicket.subject("Other")).id());
        CyclicBarrier both = new CyclicBarrier(2);
        List<Callable<Integer>> calls = List.of(
                () -> lockBoth(store, ids.get(0), ids.get(1), both),
                () -> lockBoth(store, ids.get(1), ids.get(0), both));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            int attempts = 0;
            for (Future<Integer> done : threads.invokeAll(calls)) {
                attempts += done.get();
            }
            // Some databases end one, some both.
            assertThat(attempts).as("attempts of both").isBetween(3, 10);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Each change adds a row; they do not stay, and the sums do. */
    @Test
    void foldsTheRowsThatCountsAreMadeOf() {
        Workspace workspace = new Workspace("folding");
        TicketStore store = open(workspace);
        Desk desk = Desk.builder(store).build();
        for (int i = 0; i < 300; i++) {
            TicketId id = desk.tickets().open(ANN, NewTicket.subject("One")).id();
            desk.tickets()
                    .change(ANN, id, TicketChange.status(Status.RESOLVED).and(TicketChange.priority(Priority.HIGH)));
        }
        assertThat(desk.tickets().counts(ANN, TicketFilter.ALL).of(Status.RESOLVED))
                .isEqualTo(300);
        assertThat(desk.tickets()
                        .counts(ANN, TicketFilter.ALL.priority(Priority.MEDIUM))
                        .all())
                .isZero();
        assertThat(counted("select count(*) from embedesk_count c where c.workspace = 'folding'"))
                .as("rows, of 900 that were added")
                .isLessThan(500);
    }

    /** Of the tables by their shipped names. */
    long counted(String sql) {
        try (EntityManager em = factory().createEntityManager()) {
            return ((Number) em.createNativeQuery(sql).getSingleResult()).longValue();
        }
    }

    private static int lockBoth(TicketStore store, TicketId first, TicketId then, CyclicBarrier both) {
        AtomicInteger attempts = new AtomicInteger();
        return store.commit(tx -> {
            int attempt = attempts.incrementAndGet();
            tx.tickets().lock(first);
            if (attempt == 1) {
                await(both);
            }
            tx.tickets().lock(then);
            return attempt;
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
