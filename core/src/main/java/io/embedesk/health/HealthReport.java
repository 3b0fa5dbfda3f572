package io.embedesk.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a desk is doing.
 *
 * @param state the worst of the reasons
 * @param reasons why it is not {@link State#UP}; empty when it is
 * @param waitingMails how many mails wait, at most {@value #MOST}: then there may be more
 * @param longestWait for how long the mail that has been due longest waits, or null when none does
 * @param mailsSetAside how many mails wait for somebody to look at them, at most {@value #MOST}
 * @param unreadDeliveries how many deliveries could not be read, at most {@value #MOST_DELIVERIES}
 * @param pausedUntil until when this node sends no mail, or null
 * @param lastWord what the mail server last said to this node, or null when it said nothing yet
 */
public record HealthReport(
        State state,
        List<Reason> reasons,
        int waitingMails,
        @Nullable Duration longestWait,
        int mailsSetAside,
        int unreadDeliveries,
        @Nullable Instant pausedUntil,
        @Nullable String lastWord) {
    /** Where counting mails stops. */
    public static final int MOST = 10_000;
    /** Where counting deliveries stops. */
    public static final int MOST_DELIVERIES = 100;

    /** How it is. */
    public enum State {
        /** As it should be. */
        UP,
        /** It works, and somebody should look. */
        DEGRADED,
        /** It does not work. */
        DOWN
    }

    /** What can be wrong; the names stay. */
    public enum Code {
        /** The store does not answer. */
        STORE_FAILED,
        /** The mail server does not accept the credentials. */
        CHANNEL_PAUSED,
        /** Mail is due, and no worker takes it. */
        WORKER_LATE,
        /** Mail has waited for hours. */
        MAIL_LATE,
        /** Workers died on a mail. */
        MAIL_SET_ASIDE,
        /** A delivery was accepted and not dealt with. */
        DELIVERY_LATE,
        /** A delivery could not be read. */
        DELIVERY_UNREAD
    }

    /**
     * Something that is wrong.
     *
     * @param code what
     * @param words the same for people, without personal data
     * @param remedy what to do about it
     */
    public record Reason(Code code, String words, String remedy) {}

    public HealthReport {
        reasons = List.copyOf(reasons);
    }
}
