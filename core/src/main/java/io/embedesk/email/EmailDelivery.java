package io.embedesk.email;

import io.embedesk.EntryId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a reply's mail.
 *
 * @param reply the reply
 * @param state where it stands
 * @param skipReason why there is no mail, when the state is {@link State#SKIPPED}; else null
 * @param recipients one for each address the mail goes to, once it is known
 * @param attempts how often it was tried
 * @param detail what the mail server last said, or null
 * @param changedAt when the state last changed
 */
public record EmailDelivery(
        EntryId reply,
        State state,
        @Nullable SkipReason skipReason,
        List<Recipient> recipients,
        int attempts,
        @Nullable String detail,
        Instant changedAt) {
    /** Where a mail stands. */
    public enum State {
        /** Waits for its first or its next attempt. */
        QUEUED,
        /** A worker has it. */
        SENDING,
        /** A mail server has taken it for every recipient. */
        SENT,
        /** It was refused for good for at least one recipient, or given up. */
        FAILED,
        /** The reply was saved, but there is no mail: {@link SkipReason} says why. */
        SKIPPED,
        /** Workers died on it five times; somebody must look. */
        QUARANTINED,
        /** An agent stopped it before a mail server had taken it for everybody. */
        CANCELLED
    }

    /** Why a reply is not mailed. */
    public enum SkipReason {
        /** The ticket's contact has no address. */
        NO_CONTACT_EMAIL,
        /** The desk has no mail server. */
        NOT_CONFIGURED,
        /** The address is known to refuse mail. */
        SUPPRESSED
    }

    /**
     * One address of a mail.
     *
     * @param address where to
     * @param state {@link State#QUEUED}, {@link State#SENT} or {@link State#FAILED}
     * @param detail what the server said of this address, or null
     */
    public record Recipient(
            EmailAddress address, State state, @Nullable String detail) {
        /** Personal data stays out of logs. */
        @Override
        public String toString() {
            return "Recipient[" + address.masked() + " " + state + "]";
        }
    }

    public EmailDelivery {
        recipients = List.copyOf(recipients);
    }

    /** {@return whether it was stopped before the first attempt: no customer has ever seen the reply} */
    public boolean isWithdrawn() {
        return state == State.CANCELLED && attempts == 0;
    }

    /** {@return why the reply is not mailed, when it is not} */
    public Optional<SkipReason> skipped() {
        return Optional.ofNullable(skipReason);
    }
}
