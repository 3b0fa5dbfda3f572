package io.embedesk.internal;

import io.embedesk.AttachmentId;
import io.embedesk.ConfigurationException;
import io.embedesk.Desk;
import io.embedesk.StorageException;
import io.embedesk.ThreadEntry;
import io.embedesk.TicketId;
import io.embedesk.TransactionConflictException;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.event.TicketEvent;
import io.embedesk.spi.DeskMetrics.Counted;
import io.embedesk.spi.DeskMetrics.Timed;
import io.embedesk.spi.EmailChannel.SendResult;
import io.embedesk.spi.MailReference;
import io.embedesk.spi.OutboxRow;
import io.embedesk.spi.TicketStore;
import io.embedesk.spi.TicketTransaction;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what is due on one desk: claim and seal in a short transaction, send outside any, record in a second one. */
public final class OutboxRun {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRun.class);
    private static final Duration LEASE_SKEW = Duration.ofSeconds(30);
    /** So long a reply waits for those before it on its ticket, and so often it looks. */
    private static final Duration WAITS_AT_MOST = Duration.ofMinutes(10);

    private static final Duration LOOKS_AGAIN_AFTER = Duration.ofSeconds(2);
    /** So that one call ends, however fast mail is written. */
    private static final int MOST = 100;

    private final DeskParts parts;
    private final TicketStore store;
    private final MailSealer sealer;
    private final TicketWriter writer;
    private final Duration leaseFor;
    private final ChannelState channel;
    private final Queue<Sent> unrecorded = new ConcurrentLinkedQueue<>();

    private record Sent(OutboxRow row, SendResult result) {}

    private OutboxRun(StoreDesk desk) {
        this.parts = desk.parts();
        this.channel = desk.channelState();
        this.store = parts.store();
        this.sealer = new MailSealer();
        this.writer = desk.writer();
        if (parts.channel() == null) {
            throw new ConfigurationException(
                    "An outbox worker was asked for, but the desk has no mail channel",
                    "Pass Desk.builder(...).email(channel), or leave the worker out.");
        }
        // A lease shorter than the send is how others mailed customers 13 times; twice the deadline leaves room for the
        // commit.
        this.leaseFor = parts.channel().deadline().multipliedBy(2).plus(LEASE_SKEW);
    }

    /** Sends until nothing is due; returns how many attempts it made. */
    public int run() {
        parts.requireOutsideTransaction("OutboxWorker.runOnce");
        recordWhatIsLeft();
        int attempts = 0;
        while (attempts < MOST && channel.pausedUntil(parts.now()).isEmpty()) {
            Optional<DeskParts.Sender> sender = parts.sender();
            if (sender.isEmpty()) {
                return attempts;
            }
            // One at a time: a lease covers one send, and a batch would have to be sent within it.
            long since = System.nanoTime();
            List<OutboxRow> claimed = store.commit(tx -> claim(tx, sender.get()));
            parts.metered().time(Timed.MAIL_CLAIM, since);
            if (claimed.isEmpty()) {
                return attempts;
            }
            for (OutboxRow row : claimed) {
                row.email().ifPresent(email -> attempt(sender.get(), row, email));
                attempts += row.delivery().state() == EmailDelivery.State.QUEUED ? 0 : 1;
            }
        }
        return attempts;
    }

    private List<OutboxRow> claim(TicketTransaction tx, DeskParts.Sender sender) {
        Instant now = parts.now();
        return tx.outbox().claim(Crockford.randomId(), now, leaseFor, 1).stream()
                .map(row -> prepare(tx, row, sender, now))
                .toList();
    }

    /** A row that crashed too often is put aside, one that is claimed for the first time is sealed. */
    private OutboxRow prepare(TicketTransaction tx, OutboxRow row, DeskParts.Sender sender, Instant now) {
        if (row.email().isEmpty() && isBehindAnother(tx, row, now)) {
            OutboxRow waiting = OutboxRules.waiting(row, now.plus(LOOKS_AGAIN_AFTER), now);
            tx.outbox().replace(row, waiting);
            return waiting;
        }
        OutboxRow next = row.crashes() >= OutboxRules.MAX_CRASHES
                ? OutboxRules.quarantined(row, now)
                : row.email().isPresent() ? row : sealer.seal(tx, row, sender, now);
        if (!next.equals(row)) {
            replace(tx, row, next, now);
        }
        return next.delivery().state() == EmailDelivery.State.SENDING ? next : withoutMail(next);
    }

    /** Replies on a ticket leave in the order in which they were written; one that cannot leave holds the others up for a while. */
    private static boolean isBehindAnother(TicketTransaction tx, OutboxRow row, Instant now) {
        if (row.isAutomatic()) {
            return false;
        }
        List<OutboxRow> others = tx.outbox().ofTicket(row.replyTicket()).stream()
                .filter(other -> isOnItsWay(other) && !other.isAutomatic())
                .filter(other -> !other.reply().equals(row.reply()))
                .toList();
        if (others.isEmpty()) {
            return false;
        }
        ThreadEntry mine = entry(tx, row);
        return Duration.between(mine.createdAt(), now).compareTo(WAITS_AT_MOST) < 0
                && others.stream().anyMatch(other -> entry(tx, other).seq() < mine.seq());
    }

    private static boolean isOnItsWay(OutboxRow row) {
        EmailDelivery.State state = row.delivery().state();
        return state == EmailDelivery.State.QUEUED || state == EmailDelivery.State.SENDING;
    }

    private static ThreadEntry entry(TicketTransaction tx, OutboxRow row) {
        return tx.entries().find(row.reply()).orElseThrow(() -> new IllegalStateException("no reply " + row.reply()));
    }

    private static OutboxRow withoutMail(OutboxRow row) {
        return new OutboxRow(row.ticket(), row.delivery(), row.dueAt(), row.answeredAttempts(), row.lease(), null);
    }

    private void attempt(DeskParts.Sender sender, OutboxRow row, OutboundEmail email) {
        SendResult result;
        long since = System.nanoTime();
        try {
            result = sender.channel().send(email, this::bytes);
        } catch (RuntimeException e) {
            parts.metered().count(Counted.MAIL_ATTEMPTS, "Broken");
            // Not an answer: the row stays leased and counts as a crash, so that a mail that breaks the mailer ends in
            // quarantine.
            LOG.error("Sending reply {} failed in the mailer; it is tried again when its lease ends.", row.reply(), e);
            return;
        }
        parts.metered().time(Timed.MAIL_SEND, since);
        parts.metered().count(Counted.MAIL_ATTEMPTS, result.getClass().getSimpleName());
        channel.heard(result, parts.now()).ifPresent(pause -> logPause(result, pause));
        if (!recorded(row, result)) {
            LOG.warn("The lease of reply {} ran out while it was sent; the other worker's result counts.", row.reply());
        }
    }

    private static void logPause(SendResult result, Duration pause) {
        if (result instanceof SendResult.CredentialsRefused refused) {
            LOG.warn(
                    "The mail server refused the credentials: {}. No mail leaves for {}; correct the settings.",
                    refused.detail(),
                    pause);
        } else if (result instanceof SendResult.Unavailable unavailable) {
            LOG.warn("The mail server cannot be reached: {}. No mail leaves for {}.", unavailable.detail(), pause);
        }
    }

    /** Only this worker knows what was sent: what could not be recorded is recorded first thing next time, within the lease. */
    private boolean recorded(OutboxRow row, SendResult result) {
        try {
            return store.commit(tx -> record(tx, row, result));
        } catch (StorageException | TransactionConflictException e) {
            unrecorded.add(new Sent(row, result));
            throw e;
        }
    }

    /** Each once: one that cannot be recorded holds up neither the others nor what is due. */
    private void recordWhatIsLeft() {
        for (int tries = unrecorded.size(); tries > 0; tries--) {
            Sent left = unrecorded.poll();
            if (left == null) {
                return;
            }
            try {
                recorded(left.row(), left.result());
            } catch (StorageException | TransactionConflictException e) {
                LOG.warn(
                        "The result of reply {} could not be recorded; it is tried again.",
                        left.row().reply(),
                        e);
            }
        }
    }

    private boolean record(TicketTransaction tx, OutboxRow row, SendResult result) {
        Instant now = parts.now();
        OutboxRow next = OutboxRules.after(row, result, now);
        if (!replace(tx, row, next, now)) {
            return false;
        }
        if (result instanceof SendResult.Answered answered) {
            remember(tx, row, answered.aliases());
        }
        return true;
    }

    /** Ids that the provider gave the mail: an answer may name them. */
    private static void remember(TicketTransaction tx, OutboxRow row, List<MessageId> aliases) {
        TicketId ticket = row.ticket();
        if (ticket == null) {
            return;
        }
        for (MessageId alias : aliases) {
            tx.entries().remember(new MailReference(alias, ticket, row.isAutomatic() ? null : row.reply(), true));
        }
    }

    private boolean replace(TicketTransaction tx, OutboxRow row, OutboxRow next, Instant now) {
        boolean replaced = tx.outbox().replace(row, next);
        EmailDelivery.State state = next.delivery().state();
        if (replaced && row.isAutomatic()) {
            forgetWhenFinished(tx, next);
            return true;
        }
        if (replaced && OutboxRules.becomesLate(row, next)) {
            writer.publish(
                    tx, List.of(new TicketEvent.DeliveryLate(row.replyTicket(), now, "system:outbox", row.reply())));
        }
        if (replaced && state != row.delivery().state()) {
            writer.publish(
                    tx,
                    List.of(new TicketEvent.DeliveryChanged(
                            row.replyTicket(), now, "system:outbox", row.reply(), state)));
        }
        return replaced;
    }

    /** Nobody looks at it again, and it may hold a link that lets its reader in. */
    private static void forgetWhenFinished(TicketTransaction tx, OutboxRow row) {
        EmailDelivery.State state = row.delivery().state();
        if (state != EmailDelivery.State.QUEUED && state != EmailDelivery.State.SENDING) {
            tx.outbox().delete(row.reply());
        }
    }

    private InputStream bytes(AttachmentId id) throws IOException {
        return parts.files().open(id).orElseThrow(() -> new IOException("The bytes of attachment " + id + " are gone"));
    }

    /** Unwraps the desk; there is only one kind. */
    public static OutboxRun of(Desk desk) {
        return new OutboxRun(StoreDesk.of(desk));
    }
}
