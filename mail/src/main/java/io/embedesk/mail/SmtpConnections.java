package io.embedesk.mail;

import io.embedesk.email.EmailAddress;
import io.embedesk.email.OutboundEmail;
import io.embedesk.spi.EmailChannel.Answer;
import io.embedesk.spi.EmailChannel.Answer.Verdict;
import io.embedesk.spi.EmailChannel.Files;
import io.embedesk.spi.EmailChannel.SendResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one channel. A mail takes one that is open already, if there is one; a connection over which anything
 * went wrong is not used again, and one that nobody needs is closed soon.
 */
final class SmtpConnections {
    /** Shorter than any server's patience (RFC 5321 section 4.5.3.2.7 has five minutes, many have less than one). */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(20);

    private final Watchdog watchdog;
    private final HostPolicy policy;
    /** The latest first, so that those that are not needed grow old. Guarded by itself. */
    private final Deque<SmtpConnection> idle = new ArrayDeque<>();

    private @Nullable Future<?> nextSweep;

    SmtpConnections(Watchdog watchdog, HostPolicy policy) {
        this.watchdog = watchdog;
        this.policy = policy;
    }

    /** Within the deadline of the settings, whatever the server does. */
    SendResult send(SmtpSettings settings, OutboundEmail email, Files files) {
        boolean utf8 = WireAddress.needsUtf8(email);
        AtomicReference<SmtpConnection> current = new AtomicReference<>(take(settings, utf8));
        long began = System.nanoTime();
        Future<?> guard =
                watchdog.after(settings.deadline(), () -> current.get().cut());
        try {
            SmtpConnection connection = current.get();
            boolean used = connection.isUsed();
            SendResult result = attempt(connection, email, files);
            boolean inTime = System.nanoTime() - began < settings.deadline().toNanos();
            if (used && inTime && result instanceof SendResult.Unavailable) {
                // The server closed it in the meantime: that says nothing about this mail.
                current.set(new SmtpConnection(settings, utf8, policy));
                return attempt(current.get(), email, files);
            }
            return result;
        } finally {
            guard.cancel(false);
        }
    }

    private SendResult attempt(SmtpConnection connection, OutboundEmail email, Files files) {
        SendResult result = null;
        try {
            result = connection.send(email, files);
            return result;
        } finally {
            if (isAllAccepted(email, result) && connection.takesMore()) {
                giveBack(connection);
            } else {
                connection.close();
            }
        }
    }

    private static boolean isAllAccepted(OutboundEmail email, @Nullable SendResult result) {
        return result instanceof SendResult.Answered answered
                && email.envelope().to().stream().allMatch(address -> isAccepted(answered, address));
    }

    private static boolean isAccepted(SendResult.Answered answered, EmailAddress address) {
        Answer answer = answered.answers().get(address);
        return answer != null && answer.verdict() == Verdict.ACCEPTED;
    }

    /** With other settings than the last mail had, what is idle belongs to the past. */
    private SmtpConnection take(SmtpSettings settings, boolean utf8) {
        List<SmtpConnection> past = new ArrayList<>();
        SmtpConnection found = null;
        synchronized (idle) {
            while (found == null && !idle.isEmpty()) {
                SmtpConnection next = idle.pop();
                boolean fits = next.isFor(settings, utf8) && !next.isIdleLongerThan(LONGEST_IDLE);
                if (fits) {
                    found = next;
                } else {
                    past.add(next);
                }
            }
        }
        past.forEach(SmtpConnection::close);
        return found == null ? new SmtpConnection(settings, utf8, policy) : found;
    }

    private void giveBack(SmtpConnection connection) {
        connection.rest();
        synchronized (idle) {
            idle.push(connection);
            if (nextSweep == null) {
                nextSweep = watchdog.after(LONGEST_IDLE, this::sweep);
            }
        }
    }

    private void sweep() {
        List<SmtpConnection> past = new ArrayList<>();
        synchronized (idle) {
            idle.removeIf(one -> one.isIdleLongerThan(LONGEST_IDLE.dividedBy(2)) && past.add(one));
            nextSweep = idle.isEmpty() ? null : watchdog.after(LONGEST_IDLE, this::sweep);
        }
        past.forEach(SmtpConnection::close);
    }

    /** What is on its way ends as it would. */
    void close() {
        List<SmtpConnection> past;
        synchronized (idle) {
            past = List.copyOf(idle);
            idle.clear();
            if (nextSweep != null) {
                nextSweep.cancel(false);
                nextSweep = null;
            }
        }
        past.forEach(SmtpConnection::close);
    }
}
