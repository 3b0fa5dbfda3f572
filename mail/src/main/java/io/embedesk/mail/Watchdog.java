package io.embedesk.mail;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Cuts a connection when a mail takes too long. Jakarta Mail's own timeouts are for each read, so a server that sends a byte
 * now and then would hold a worker for ever.
 */
final class Watchdog {
    private final ScheduledExecutorService executor;

    private Watchdog(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    static Watchdog on(ScheduledExecutorService executor) {
        return new Watchdog(executor);
    }

    static Watchdog shared() {
        return Shared.INSTANCE;
    }

    Future<?> after(Duration deadline, Runnable cut) {
        return executor.schedule(cut, deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Made only when a host has not passed an executor. */
    private static final class Shared {
        private static final Watchdog INSTANCE = new Watchdog(executor());

        private static ScheduledExecutorService executor() {
            ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
                Thread thread = new Thread(task, "embedesk-smtp-watchdog");
                thread.setDaemon(true);
                return thread;
            });
            // Nearly every mail is in time: its guard goes with it.
            executor.setRemoveOnCancelPolicy(true);
            return executor;
        }
    }
}
