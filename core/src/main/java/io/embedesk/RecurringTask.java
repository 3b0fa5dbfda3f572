package io.embedesk;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a host runs again and again, for a {@link java.util.concurrent.ScheduledExecutorService}: that one never again runs what
 * has thrown once, and the outbox throws while the database is away. A failure is logged when it begins and when it ends, and
 * the next run is made as ever. Safe for concurrent use.
 */
public final class RecurringTask implements Runnable {
    private final String name;
    private final Work work;
    private final Logger log;
    private final AtomicBoolean failing = new AtomicBoolean();

    RecurringTask(String name, Work work, Logger log) {
        this.name = name;
        this.work = work;
        this.log = log;
    }

    /** Something to do. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it once.
         *
         * @throws Exception if it could not be done this time
         */
        void run() throws Exception;
    }

    /**
     * A task that goes on after failures.
     *
     * @param name for the log
     * @param work what to do each time, such as {@code worker::runOnce}
     * @return the task
     */
    public static RecurringTask of(String name, Work work) {
        return new RecurringTask(name, work, LoggerFactory.getLogger(RecurringTask.class));
    }

    /** Does the work once, and throws nothing. */
    @Override
    public void run() {
        try {
            work.run();
            if (failing.getAndSet(false)) {
                log.info("The recurring task '{}' works again.", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | Error e) {
            if (!failing.getAndSet(true)) {
                log.error(
                        "The recurring task '{}' failed. It is tried again; further failures are not logged.", name, e);
            }
        }
    }
}
