package io.embedesk.internal;

import io.embedesk.Actor;
import io.embedesk.email.OutboundEmail;
import io.embedesk.health.DeskHealth;
import io.embedesk.health.HealthReport;
import io.embedesk.health.HealthReport.Code;
import io.embedesk.health.HealthReport.Reason;
import io.embedesk.health.HealthReport.State;
import io.embedesk.intake.Receipt;
import io.embedesk.spi.AccessPolicy.DeskAction;
import io.embedesk.spi.OutboxBacklog;
import io.embedesk.spi.OutboxRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what waits, and says what that means. */
final class StoreHealth implements DeskHealth {
    private static final Logger LOG = LoggerFactory.getLogger(StoreHealth.class);
    private final DeskParts parts;
    private final ChannelState channel;
    private final Guard guard;

    StoreHealth(DeskParts parts, ChannelState channel) {
        this.parts = parts;
        this.channel = channel;
        this.guard = new Guard(parts.access());
    }

    private record Waiting(OutboxBacklog outbox, boolean deliveryLate, int unread) {}

    @Override
    public HealthReport check(Actor.Staff actor) {
        guard.permitted(actor, DeskAction.SEE_HEALTH);
        return check();
    }

    @Override
    public HealthReport check(Actor.System actor) {
        return check();
    }

    private HealthReport check() {
        Instant now = parts.now();
        List<Reason> reasons = new ArrayList<>();
        channel.pausedUntil(now)
                .ifPresent(until -> reasons.add(new Reason(
                        Code.CHANNEL_PAUSED,
                        "The mail server refused the credentials; no mail leaves until " + until,
                        "Correct the user name and password of the mail server.")));
        Waiting waiting;
        try {
            waiting = parts.store()
                    .read(tx -> new Waiting(
                            tx.outbox().backlog(HealthReport.MOST),
                            !tx.receipts()
                                    .inState(Receipt.State.ACCEPTED, now.minus(DELIVERY_LATE_AFTER), 1)
                                    .isEmpty(),
                            tx.receipts()
                                    .inState(Receipt.State.QUARANTINED, now, HealthReport.MOST_DELIVERIES)
                                    .size()));
        } catch (RuntimeException e) {
            LOG.warn("The store did not answer a health check.", e);
            reasons.add(new Reason(Code.STORE_FAILED, "The store does not answer", "See the log, and the database."));
            return report(State.DOWN, reasons, now, new Waiting(new OutboxBacklog(0, 0, null), false, 0));
        }
        reasons(waiting, now, reasons);
        return report(reasons.isEmpty() ? State.UP : State.DEGRADED, reasons, now, waiting);
    }

    private static void reasons(Waiting waiting, Instant now, List<Reason> reasons) {
        OutboxRow first = waiting.outbox().first();
        if (first != null && first.dueAt().plus(WORKER_LATE_AFTER).isBefore(now)) {
            reasons.add(new Reason(
                    Code.WORKER_LATE,
                    "A mail has been due since " + first.dueAt() + " and nobody sends it",
                    "Call OutboxWorker.runOnce() every second, on at least one node."));
        }
        if (first != null && wait(first, now).compareTo(MAIL_LATE_AFTER) > 0) {
            reasons.add(new Reason(
                    Code.MAIL_LATE,
                    "A mail has waited for " + wait(first, now).toHours() + " hours",
                    "See what the mail server says; replies show it beside them."));
        }
        if (waiting.outbox().setAside() > 0) {
            reasons.add(new Reason(
                    Code.MAIL_SET_ASIDE,
                    waiting.outbox().setAside() + " mails were set aside, because workers died on them",
                    "Look at them, then retryEmail or leave them."));
        }
        if (waiting.deliveryLate()) {
            reasons.add(new Reason(
                    Code.DELIVERY_LATE,
                    "A delivery was accepted and not dealt with",
                    "Call InboundEndpoint.runOnce() from a scheduler, on at least one node."));
        }
        if (waiting.unread() > 0) {
            reasons.add(new Reason(
                    Code.DELIVERY_UNREAD,
                    waiting.unread() + " deliveries could not be read",
                    "Their bytes are kept: look at them, and read them again after a fix."));
        }
    }

    private static Duration wait(OutboxRow row, Instant now) {
        Instant since = row.email().map(OutboundEmail::date).orElse(row.dueAt());
        return since.isBefore(now) ? Duration.between(since, now) : Duration.ZERO;
    }

    private HealthReport report(State state, List<Reason> reasons, Instant now, Waiting waiting) {
        OutboxRow first = waiting.outbox().first();
        @Nullable Duration longest = first == null ? null : wait(first, now);
        return new HealthReport(
                state,
                reasons,
                waiting.outbox().waiting(),
                longest,
                waiting.outbox().setAside(),
                waiting.unread(),
                channel.pausedUntil(now).orElse(null),
                channel.lastWord().orElse(null));
    }
}
