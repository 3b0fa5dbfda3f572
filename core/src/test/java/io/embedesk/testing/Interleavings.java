package io.embedesk.testing;

import io.embedesk.Workspace;
import io.embedesk.spi.AttachmentStore;
import io.embedesk.spi.TicketStore;
import io.embedesk.spi.TicketTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * Runs two calls side by side in every order that their transactions can have. Each call runs in a thread of its own that
 * stops before each transaction until it is its turn; every run tries another order, until there is none left.
 */
final class Interleavings {
    private static final int NOBODY = -1;
    private static final ThreadLocal<Integer> ME = ThreadLocal.withInitial(() -> NOBODY);

    private final boolean[] waiting = new boolean[2];
    private final boolean[] finished = new boolean[2];
    private int turn = NOBODY;

    private Interleavings() {}

    /** One run: sets up, says what the two calls are, and checks what they led to. */
    interface Run {
        List<Callable<?>> calls() throws Exception;

        void check(List<Object> results) throws Exception;
    }

    /** A run on a store that stops before each transaction of a call. */
    interface Scene {
        Run on(TicketStore first, TicketStore second) throws Exception;
    }

    /** Returns how many orders there were. */
    static int all(TicketStore first, TicketStore second, Scene scene) throws Exception {
        List<Integer> order = new ArrayList<>();
        int runs = 0;
        do {
            Interleavings one = new Interleavings();
            Run run = scene.on(one.stepped(first), one.stepped(second));
            run.check(one.inOrder(run.calls(), order));
            runs++;
        } while (next(order));
        return runs;
    }

    /** The order that comes after this one in counting: what was taken up to some choice stays, that choice is the other. */
    private static boolean next(List<Integer> order) {
        while (!order.isEmpty() && order.get(order.size() - 1) != 0) {
            order.remove(order.size() - 1);
        }
        if (order.isEmpty()) {
            return false;
        }
        order.set(order.size() - 1, 1);
        return true;
    }

    /** Choices: 0 lets the first call go on where both could, 1 the second; -1 where only one could. */
    private List<Object> inOrder(List<Callable<?>> calls, List<Integer> order) throws Exception {
        Object[] results = new Object[2];
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int me = i;
            Thread thread = new Thread(() -> results[me] = result(me, calls.get(me)));
            thread.start();
            threads.add(thread);
        }
        int step = 0;
        while (awaitBoth()) {
            int only = finished(0) ? 1 : finished(1) ? 0 : NOBODY;
            if (step == order.size()) {
                order.add(only == NOBODY ? 0 : NOBODY);
            }
            int choice = order.get(step++);
            go(choice == NOBODY ? only : choice);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return List.of(results[0], results[1]);
    }

    private Object result(int me, Callable<?> call) {
        ME.set(me);
        try {
            Object result = call.call();
            return result == null ? "nothing" : result;
        } catch (Exception e) {
            return e;
        } finally {
            ME.set(NOBODY);
            finish(me);
        }
    }

    private synchronized void finish(int me) {
        finished[me] = true;
        notifyAll();
    }

    private synchronized boolean finished(int one) {
        return finished[one];
    }

    /** Waits until each call is finished or wants a transaction; whether one of them still does. */
    private synchronized boolean awaitBoth() throws InterruptedException {
        while (!(settled(0) && settled(1))) {
            wait();
        }
        return waiting[0] || waiting[1];
    }

    private boolean settled(int one) {
        return finished[one] || waiting[one] && turn != one;
    }

    private synchronized void go(int one) throws InterruptedException {
        turn = one;
        waiting[one] = false;
        notifyAll();
        while (turn == one) {
            wait();
        }
    }

    private synchronized void stop(int me) {
        waiting[me] = true;
        notifyAll();
        try {
            while (turn != me) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private synchronized void done() {
        turn = NOBODY;
        notifyAll();
    }

    private TicketStore stepped(TicketStore store) {
        return new Stepped(store);
    }

    private final class Stepped implements TicketStore {
        private final TicketStore store;

        Stepped(TicketStore store) {
            this.store = store;
        }

        private <T> T step(java.util.function.Supplier<T> transaction) {
            int me = ME.get();
            if (me == NOBODY || store.insideTransaction()) {
                return transaction.get();
            }
            stop(me);
            try {
                return transaction.get();
            } finally {
                done();
            }
        }

        @Override
        public <T> T read(Function<? super TicketTransaction, ? extends T> work) {
            return step(() -> store.<T>read(work));
        }

        @Override
        public <T> T join(Function<? super TicketTransaction, ? extends T> work) {
            return step(() -> store.<T>join(work));
        }

        @Override
        public <T> T commit(Function<? super TicketTransaction, ? extends T> work) {
            return step(() -> store.<T>commit(work));
        }

        @Override
        public Workspace workspace() {
            return store.workspace();
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
}
