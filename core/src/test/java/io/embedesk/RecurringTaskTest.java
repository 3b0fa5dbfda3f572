package io.embedesk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class RecurringTaskTest {
    /** Keeps what it is told. */
    private static final class Lines extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1;
        private final transient List<String> kept = new ArrayList<>();

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String message,
                Object @Nullable [] arguments,
                @Nullable Throwable thrown) {
            kept.add(level + " " + MessageFormatter.basicArrayFormat(message, arguments)
                    + (thrown == null ? "" : " " + thrown.getMessage()));
        }

        @Override
        public boolean isTraceEnabled() {
            return true;
        }

        @Override
        public boolean isDebugEnabled() {
            return true;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }

    private final Lines lines = new Lines();

    @Test
    void isRunAgainAfterWhateverItThrew() throws InterruptedException {
        CountDownLatch left = new CountDownLatch(4);
        RecurringTask task = RecurringTask.of("outbox", () -> {
            left.countDown();
            if (left.getCount() == 3) {
                throw new StorageException("The database is away", new IOException("refused"));
            }
            if (left.getCount() == 2) {
                throw new IOException("The mailbox is away");
            }
            if (left.getCount() == 1) {
                throw new StackOverflowError();
            }
        });
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        try {
            var running = scheduler.scheduleWithFixedDelay(task, 0, 1, TimeUnit.MILLISECONDS);
            assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(running.isDone()).isFalse();
        } finally {
            scheduler.shutdownNow();
        }
    }

    @Test
    void saysWhenItBeganToFailAndWhenItWorksAgain() {
        List<Integer> runs = new ArrayList<>();
        RecurringTask task = new RecurringTask(
                "outbox",
                () -> {
                    runs.add(1);
                    if (runs.size() > 1 && runs.size() < 5) {
                        throw new IOException("away");
                    }
                },
                lines);
        for (int i = 0; i < 7; i++) {
            task.run();
        }
        assertThat(lines.kept)
                .containsExactly(
                        "ERROR The recurring task 'outbox' failed. It is tried again; further failures are not logged. away",
                        "INFO The recurring task 'outbox' works again.");
    }

    @Test
    void leavesAnInterruptToWhoAskedForIt() {
        RecurringTask task = new RecurringTask(
                "outbox",
                () -> {
                    throw new InterruptedException();
                },
                lines);
        task.run();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(lines.kept).isEmpty();
    }
}
