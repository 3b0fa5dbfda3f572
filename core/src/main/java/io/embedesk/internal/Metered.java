package io.embedesk.internal;

import io.embedesk.spi.DeskMetrics;
import io.embedesk.spi.DeskMetrics.Counted;
import io.embedesk.spi.DeskMetrics.Timed;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host's metrics, if it has any: they can break nothing. */
public final class Metered {
    private static final Logger LOG = LoggerFactory.getLogger(Metered.class);
    private final @Nullable DeskMetrics metrics;
    private final AtomicBoolean complained = new AtomicBoolean();

    public Metered(@Nullable DeskMetrics metrics) {
        this.metrics = metrics;
    }

    void count(Counted what, String kind) {
        if (metrics != null) {
            tell(metrics, m -> m.count(what, kind));
        }
    }

    /** Since a reading of {@link System#nanoTime()}. */
    void time(Timed what, long since) {
        if (metrics != null) {
            Duration took = Duration.ofNanos(System.nanoTime() - since);
            tell(metrics, m -> m.time(what, took));
        }
    }

    private interface Telling {
        void to(DeskMetrics metrics);
    }

    private void tell(DeskMetrics to, Telling telling) {
        try {
            telling.to(to);
        } catch (RuntimeException e) {
            if (complained.compareAndSet(false, true)) {
                LOG.warn("The host's metrics failed; the desk goes on without saying so again.", e);
            }
        }
    }
}
