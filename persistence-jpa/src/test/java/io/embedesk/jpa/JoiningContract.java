package io.embedesk.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.TransactionConflictException;
import io.embedesk.Workspace;
import io.embedesk.email.OutboxWorker;
import io.embedesk.spi.TicketStore;
import io.embedesk.testing.RecordingChannel;
import io.embedesk.testing.TicketStoreContract;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The contract in transactions of a host. */
abstract class JoiningContract extends TicketStoreContract {
    /** Of the class, not of each test. */
    abstract PlainHost host();

    @Override
    protected TicketStore open(Workspace workspace) {
        return JpaTicketStore.of(JpaUnitOfWork.joining(host()::current, host()), workspace);
    }

    @Override
    protected void rolledBack(TicketStore joined, Runnable work) {
        host().inTransaction(work, false);
    }

    @Override
    protected int commands() {
        return Integer.getInteger("contract.commands", 2_000);
    }

    @Test
    void mailsAReplyOnlyWhenTheHostHasCommittedIt() {
        RecordingChannel channel = new RecordingChannel();
        Desk desk = Desk.builder(open(new Workspace("host-commit")))
                .email(channel)
                .replyKey(Secret.of("0123456789abcdef0123456789abcdef"))
                .build();
        Actor.Staff ann = Actor.agent("ann");
        Runnable work = () -> {
            var ticket = desk.tickets().open(ann, NewTicket.subject("x").contact("a@customer.example"));
            desk.tickets().reply(ann, ticket.id(), ReplyDraft.text("Hi"));
        };
        host().inTransaction(work, false);
        assertThat(OutboxWorker.of(desk).runOnce()).isZero();
        assertThat(desk.tickets().counts(ann, TicketFilter.ALL).all()).isZero();
        host().inTransaction(work, true);
        assertThat(OutboxWorker.of(desk).runOnce()).isOne();
        assertThat(channel.sent()).hasSize(1);
    }

    @Test
    void leavesNothingOfOursInTheHostsEntityManager() {
        Desk desk = Desk.builder(open(new Workspace("host-context"))).build();
        Actor.Staff ann = Actor.agent("ann");
        host().inTransaction(
                        () -> {
                            var ticket = desk.tickets().open(ann, NewTicket.subject("x"));
                            desk.tickets().reply(ann, ticket.id(), ReplyDraft.text("Hi"));
                            desk.tickets().thread(ann, ticket.id());
                            var session = host().current()
                                    .unwrap(org.hibernate.engine.spi.SharedSessionContractImplementor.class);
                            assertThat(session.getPersistenceContext().getEntitiesByKey())
                                    .isEmpty();
                        },
                        true);
    }

    /** Only the host can repeat what is the host's. */
    @Test
    void tellsTheHostThatItsTransactionWasEndedBecauseOfOthers() throws Exception {
        TicketStore store = open(new Workspace("host-deadlock"));
        Desk desk = Desk.builder(store).build();
        Actor.Staff ann = Actor.agent("ann");
        List<TicketId> ids = List.of(
                desk.tickets().open(ann, NewTicket.subject("One")).id(),
                desk.tickets().open(ann, NewTicket.subject("Other")).id());
        CyclicBarrier both = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Boolean>> done = threads.invokeAll(List.of(
                    () -> endedByOthers(store, ids.get(0), ids.get(1), both),
                    () -> endedByOthers(store, ids.get(1), ids.get(0), both)));
            assertThat(List.of(done.get(0).get(), done.get(1).get())).containsExactlyInAnyOrder(true, false);
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean endedByOthers(TicketStore store, TicketId first, TicketId then, CyclicBarrier both) {
        try {
            host().inTransaction(
                            () -> {
                                store.join(tx -> tx.tickets().lock(first));
                                try {
                                    both.await(20, TimeUnit.SECONDS);
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                                store.join(tx -> tx.tickets().lock(then));
                            },
                            true);
            return false;
        } catch (TransactionConflictException e) {
            assertThat(e.code()).isEqualTo("EMB-2002");
            return true;
        }
    }
}
