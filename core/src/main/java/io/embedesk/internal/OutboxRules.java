package io.embedesk.internal;

import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.EmailDelivery.Recipient;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.email.OutboundEmail;
import io.embedesk.health.DeskHealth;
import io.embedesk.spi.EmailChannel.Answer;
import io.embedesk.spi.EmailChannel.SendResult;
import io.embedesk.spi.OutboxRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What becomes of a mail after an attempt. No store, no clock of its own. */
final class OutboxRules {
    static final int MAX_CRASHES = 5;
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(30);
    private static final Duration MAX_BACKOFF = Duration.ofHours(1);
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(5);
    private static final Duration LATE_AFTER = DeskHealth.MAIL_LATE_AFTER;

    private OutboxRules() {}

    static OutboxRow after(OutboxRow row, SendResult result, Instant now) {
        if (result instanceof SendResult.Answered answered) {
            return answered(row, answered.answers(), now);
        }
        if (result instanceof SendResult.InDoubt doubt) {
            // It may have been accepted. Sending the same bytes again risks a copy; not sending risks silence.
            return later(row, row.delivery().recipients(), "In doubt: " + doubt.detail(), now);
        }
        if (result instanceof SendResult.Unavailable unavailable) {
            return later(row, row.delivery().recipients(), unavailable.detail(), now);
        }
        SendResult.CredentialsRefused refused = (SendResult.CredentialsRefused) result;
        return next(row, State.QUEUED, row.delivery().recipients(), refused.detail(), now, now);
    }

    static OutboxRow quarantined(OutboxRow row, Instant now) {
        String detail = "Set aside after " + row.crashes() + " attempts that ended without an answer";
        return next(row, State.QUARANTINED, row.delivery().recipients(), detail, now, now);
    }

    /** Whether the next attempt is the first after so long. */
    static boolean becomesLate(OutboxRow row, OutboxRow next) {
        Instant late = row.email()
                .map(OutboundEmail::date)
                .orElse(Instant.MAX.minus(LATE_AFTER))
                .plus(LATE_AFTER);
        return next.delivery().state() == State.QUEUED
                && row.dueAt().isBefore(late)
                && !next.dueAt().isBefore(late);
    }

    /** Claimed too early: as if nobody had claimed it. */
    static OutboxRow waiting(OutboxRow row, Instant dueAt, Instant now) {
        EmailDelivery was = row.delivery();
        EmailDelivery delivery = new EmailDelivery(
                was.reply(), State.QUEUED, null, was.recipients(), was.attempts() - 1, was.detail(), now);
        return new OutboxRow(row.ticket(), delivery, dueAt, row.answeredAttempts(), null, row.sealed());
    }

    /** What a mail server had taken did not arrive after all; whoever still waits for an attempt gets it. */
    static OutboxRow bounced(OutboxRow row, Map<EmailAddress, String> undelivered, Instant now) {
        EmailDelivery was = row.delivery();
        List<Recipient> recipients = was.recipients().stream()
                .map(r -> undelivered.containsKey(r.address())
                        ? new Recipient(r.address(), State.FAILED, shortened(undelivered.get(r.address())))
                        : r)
                .toList();
        State state = has(recipients, State.QUEUED) ? was.state() : State.FAILED;
        String detail =
                shortened("Bounced: " + undelivered.values().stream().distinct().collect(Collectors.joining(", ")));
        EmailDelivery delivery =
                new EmailDelivery(was.reply(), state, was.skipReason(), recipients, was.attempts(), detail, now);
        return new OutboxRow(row.ticket(), delivery, row.dueAt(), row.answeredAttempts(), null, row.sealed());
    }

    /** An agent stops it; what a mail server has taken already stays taken. */
    static OutboxRow cancelled(OutboxRow row, Instant now) {
        return finished(row, State.CANCELLED, row.delivery().recipients(), now);
    }

    /** An agent wants it sent after all: to whoever has not got it, with all attempts forgiven. */
    static OutboxRow retried(OutboxRow row, Instant now) {
        List<Recipient> again = row.delivery().recipients().stream()
                .map(r -> r.state() == State.SENT ? r : new Recipient(r.address(), State.QUEUED, r.detail()))
                .toList();
        return finished(row, State.QUEUED, again, now);
    }

    private static OutboxRow finished(OutboxRow row, State state, List<Recipient> recipients, Instant now) {
        OutboxRow next = next(row, state, recipients, row.delivery().detail(), now, now);
        return new OutboxRow(next.ticket(), next.delivery(), now, row.delivery().attempts(), null, next.sealed());
    }

    private static OutboxRow answered(OutboxRow row, Map<EmailAddress, Answer> answers, Instant now) {
        List<Recipient> recipients = row.delivery().recipients().stream()
                .map(recipient -> answered(recipient, answers.get(recipient.address())))
                .toList();
        String detail = answers.values().stream()
                .sorted((a, b) -> b.verdict().compareTo(a.verdict()))
                .map(Answer::detail)
                .findFirst()
                .orElse(null);
        if (has(recipients, State.QUEUED)) {
            return later(row, recipients, detail, now);
        }
        State state = has(recipients, State.FAILED) ? State.FAILED : State.SENT;
        return next(row, state, recipients, detail, now, now);
    }

    private static Recipient answered(Recipient recipient, @Nullable Answer answer) {
        if (answer == null || recipient.state() != State.QUEUED) {
            return recipient;
        }
        State state = switch (answer.verdict()) {
            case ACCEPTED -> State.SENT;
            case TRY_LATER -> State.QUEUED;
            case REFUSED -> State.FAILED;
        };
        return new Recipient(recipient.address(), state, shortened(answer.detail()));
    }

    private static OutboxRow later(OutboxRow row, List<Recipient> recipients, @Nullable String detail, Instant now) {
        Instant since = row.email().map(OutboundEmail::date).orElse(now);
        if (Duration.between(since, now).compareTo(GIVE_UP_AFTER) > 0) {
            List<Recipient> failed = recipients.stream()
                    .map(r -> r.state() == State.QUEUED ? new Recipient(r.address(), State.FAILED, r.detail()) : r)
                    .toList();
            return next(row, State.FAILED, failed, "Given up after 5 days: " + detail, now, now);
        }
        return next(row, State.QUEUED, recipients, detail, now.plus(backoff(row.answeredAttempts())), now);
    }

    /** Full jitter: any time up to a limit that doubles, so that a thousand mails do not come back together. */
    private static Duration backoff(int answered) {
        long limit = Math.min(MAX_BACKOFF.toMillis(), FIRST_BACKOFF.toMillis() << Math.min(answered, 10));
        return Duration.ofMillis(1 + ThreadLocalRandom.current().nextLong(limit));
    }

    private static boolean has(List<Recipient> recipients, State state) {
        return recipients.stream().anyMatch(r -> r.state() == state);
    }

    private static OutboxRow next(
            OutboxRow row,
            State state,
            List<Recipient> recipients,
            @Nullable String detail,
            Instant dueAt,
            Instant now) {
        EmailDelivery was = row.delivery();
        EmailDelivery delivery =
                new EmailDelivery(was.reply(), state, null, recipients, was.attempts(), shortened(detail), now);
        List<EmailAddress> remaining = recipients.stream()
                .filter(r -> r.state() == State.QUEUED)
                .map(Recipient::address)
                .toList();
        OutboundEmail email = row.sealed() == null ? null : row.sealed().to(remaining);
        return new OutboxRow(row.ticket(), delivery, dueAt, row.answeredAttempts() + 1, null, email);
    }

    private static @Nullable String shortened(@Nullable String detail) {
        return detail == null ? null : Texts.oneLine(detail, 500);
    }
}
