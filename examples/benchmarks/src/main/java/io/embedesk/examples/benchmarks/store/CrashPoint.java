package io.embedesk.examples.benchmarks.store;

import io.embedesk.Workspace;
import io.embedesk.email.OutboundEmail;
import io.embedesk.spi.AttachmentStore;
import io.embedesk.spi.EmailChannel;
import io.embedesk.spi.TicketStore;
import io.embedesk.spi.TicketTransaction;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Where a process that sends mail dies, between one line and the next. */
enum CrashPoint {
    BEFORE_CLAIM,
    CLAIM_UNCOMMITTED,
    CLAIM_COMMITTED,
    BEFORE_SENDING,
    /** From here on the mail server kills its client: before it answers a command, and after it has taken the mail. */
    MAIL,
    RCPT,
    DATA,
    FINAL_DOT,
    ACCEPTED,
    SENT,
    RESULT_UNCOMMITTED,
    RESULT_COMMITTED;

    /** Late enough that the other workers are somewhere else. */
    private static final int AT_THE = 20;

    private final AtomicInteger passed = new AtomicInteger();

    boolean isOnTheWire() {
        return compareTo(MAIL) >= 0 && compareTo(ACCEPTED) <= 0;
    }

    /** Called wherever a process may die. No shutdown hook runs and nothing is flushed. */
    void pass(CrashPoint point) {
        if (this == point && passed.incrementAndGet() >= AT_THE) {
            Runtime.getRuntime().halt(1);
        }
    }

    TicketStore in(TicketStore store) {
        return new DyingStore(store);
    }

    EmailChannel in(EmailChannel channel) {
        return new DyingChannel(channel);
    }

    /** Claims and results are the transactions that a worker commits; a result follows what was sent. */
    private static final ThreadLocal<Boolean> HAS_SENT = ThreadLocal.withInitial(() -> false);

    private final class DyingStore implements TicketStore {
        private final TicketStore store;

        DyingStore(TicketStore store) {
            this.store = store;
        }

        @Override
        public <T> T commit(Function<? super TicketTransaction, ? extends T> work) {
            boolean result = HAS_SENT.get();
            HAS_SENT.set(false);
            if (!result) {
                pass(BEFORE_CLAIM);
            }
            T done = store.commit(tx -> {
                T value = work.apply(tx);
                pass(result ? RESULT_UNCOMMITTED : CLAIM_UNCOMMITTED);
                return value;
            });
            pass(result ? RESULT_COMMITTED : CLAIM_COMMITTED);
            return done;
        }

        @Override
        public Workspace workspace() {
            return store.workspace();
        }

        @Override
        public <T> T read(Function<? super TicketTransaction, ? extends T> work) {
            return store.read(work);
        }

        @Override
        public <T> T join(Function<? super TicketTransaction, ? extends T> work) {
            return store.join(work);
        }

        @Override
        public boolean insideTransaction() {
            return store.insideTransaction();
        }

        @Override
        public AttachmentStore attachments() {
            return store.attachments();
        }
    }

    private final class DyingChannel implements EmailChannel {
        private final EmailChannel channel;

        DyingChannel(EmailChannel channel) {
            this.channel = channel;
        }

        @Override
        public SendResult send(OutboundEmail email, Files files) {
            pass(BEFORE_SENDING);
            SendResult result = channel.send(email, files);
            pass(SENT);
            HAS_SENT.set(true);
            return result;
        }

        @Override
        public Optional<Identity> identity() {
            return channel.identity();
        }

        @Override
        public Duration deadline() {
            return channel.deadline();
        }
    }
}
