package io.embedesk.testing;

import io.embedesk.Actor;
import io.embedesk.AgentReply;
import io.embedesk.Attachment;
import io.embedesk.AttachmentId;
import io.embedesk.EntryId;
import io.embedesk.FileName;
import io.embedesk.MessageBody;
import io.embedesk.Secret;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.spi.TicketStore;
import io.embedesk.spi.TicketTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the contracts of a store's parts are written with: two instances on one storage, and rows to put into them. Each part
 * is a nested class of {@link RowsContract}, which opens the instances.
 */
abstract class StorePartContract {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    static final Actor.Staff ANN = Actor.agent("ann");
    static final String CUSTOMER = "carla@customer.example";
    static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");

    TicketStore store = TicketStore.inMemory();
    TicketStore second = store;

    /** {@return the contract that this is a part of} */
    abstract RowsContract contract();

    @BeforeEach
    void useTheTwoInstances() {
        store = contract().store;
        second = contract().second;
    }

    static void write(TicketStore on, Consumer<TicketTransaction> work) {
        on.join(tx -> {
            work.accept(tx);
            return true;
        });
    }

    static Ticket ticket(int number) {
        return Ticket.builder(TicketId.mint(), number, NOON.plusSeconds(number))
                .subject("Ticket " + number)
                .build();
    }

    Ticket saved(Ticket ticket) {
        write(store, tx -> tx.tickets().insert(ticket));
        return ticket;
    }

    static AgentReply replyOn(Ticket ticket, long seq, Attachment... attachments) {
        return new AgentReply(
                EntryId.mint(), ticket.id(), seq, NOON, "ann", MessageBody.of("Answer " + seq), List.of(attachments));
    }

    static Attachment attachment(String name) {
        return new Attachment(
                AttachmentId.mint(NOON), FileName.of(name), "image/png", 17, "ab".repeat(32), "cid-1", true);
    }

    /** Starts everybody at once and returns what they returned; what one of them throws fails the test. */
    static <T> List<T> race(int threads, Racer<T> racer) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<T>> all = IntStream.range(0, threads)
                    .<Callable<T>>mapToObj(i -> () -> {
                        start.await(30, TimeUnit.SECONDS);
                        return racer.run(i);
                    })
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> future : executor.invokeAll(all, 120, TimeUnit.SECONDS)) {
                results.add(future.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    interface Racer<T> {
        T run(int index) throws Exception;
    }
}
