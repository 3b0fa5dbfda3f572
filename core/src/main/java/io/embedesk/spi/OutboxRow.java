package io.embedesk.spi;

import io.embedesk.EntryId;
import io.embedesk.TicketId;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.OutboundEmail;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mail, and how far it has got: that of a reply, or one that the desk writes by itself.
 *
 * @param ticket what it is about; null for an automatic mail that is about no ticket
 * @param delivery its reply, state, recipients and attempts
 * @param dueAt when it is to be tried, or tried again
 * @param answeredAttempts how many attempts came to an end; the others died with their worker
 * @param lease who has it until when, or null
 * @param sealed the mail with everything decided, from the first claim on; null before
 */
public record OutboxRow(
        @Nullable TicketId ticket,
        EmailDelivery delivery,
        Instant dueAt,
        int answeredAttempts,
        @Nullable Lease lease,
        @Nullable OutboundEmail sealed) {
    /**
     * A worker's hold on a row.
     *
     * @param owner the worker
     * @param until when others may take the row
     */
    public record Lease(String owner, Instant until) {}

    /** {@return whether the desk writes it by itself: then it is sealed from the beginning, and gone when it is finished} */
    public boolean isAutomatic() {
        return sealed != null && sealed.automatic();
    }

    /** {@return the reply's ticket} */
    public TicketId replyTicket() {
        return Objects.requireNonNull(ticket, "the ticket of a reply");
    }

    /** {@return the reply whose mail this is, or the id of an automatic mail} */
    public EntryId reply() {
        return delivery.reply();
    }

    /** {@return the sealed mail, from the first claim on} */
    public Optional<OutboundEmail> email() {
        return Optional.ofNullable(sealed);
    }

    /** {@return how many attempts died with their worker, the running one not counted} */
    public int crashes() {
        int running = delivery.state() == EmailDelivery.State.SENDING ? 1 : 0;
        return delivery.attempts() - answeredAttempts - running;
    }

    /**
     * The same row in a worker's hands, with one attempt more.
     *
     * @param owner the worker
     * @param now the time
     * @param until when others may take the row
     * @return the row as {@link OutboxRows#claim} returns it
     */
    public OutboxRow claimed(String owner, Instant now, Instant until) {
        EmailDelivery sending = new EmailDelivery(
                delivery.reply(),
                EmailDelivery.State.SENDING,
                null,
                delivery.recipients(),
                delivery.attempts() + 1,
                delivery.detail(),
                now);
        return new OutboxRow(ticket, sending, dueAt, answeredAttempts, new Lease(owner, until), sealed);
    }

    /**
     * The definition of {@link OutboxRows#claim}'s "due".
     *
     * @param now the time
     * @return whether a worker may take the row
     */
    public boolean isDue(Instant now) {
        return switch (delivery.state()) {
            case QUEUED -> !dueAt.isAfter(now);
            case SENDING -> lease != null && !lease.until().isAfter(now);
            default -> false;
        };
    }

    /**
     * The definition of {@link OutboxRows#replace}'s "as the caller knows it".
     *
     * @param other a row of the same reply
     * @return whether lease owner and attempt are the same
     */
    public boolean sameClaim(OutboxRow other) {
        String mine = lease == null ? null : lease.owner();
        String theirs = other.lease == null ? null : other.lease.owner();
        return Objects.equals(mine, theirs)
                && delivery.attempts() == other.delivery.attempts()
                && delivery.state() == other.delivery.state();
    }
}
