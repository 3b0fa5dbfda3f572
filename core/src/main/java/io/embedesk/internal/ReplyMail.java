package io.embedesk.internal;

import io.embedesk.AgentReply;
import io.embedesk.EntryId;
import io.embedesk.Ticket;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.EmailDelivery.SkipReason;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.email.MessageId;
import io.embedesk.spi.MailReference;
import io.embedesk.spi.OutboxRow;
import io.embedesk.spi.TicketTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides, in the transaction that saves a reply, whether it is mailed: so "not e-mailed, because" is a fact, not a guess. */
final class ReplyMail {
    private final DeskParts parts;

    ReplyMail(DeskParts parts) {
        this.parts = parts;
    }

    record Decision(TicketRules.Ruled ruled, EmailDelivery delivery) {}

    Decision decide(TicketTransaction tx, TicketRules.Ruled ruled, AgentReply reply, Instant now) {
        Optional<SkipReason> skipped = skipped(tx, ruled.ticket());
        EmailDelivery delivery = delivery(reply.id(), skipped.orElse(null), now);
        tx.outbox().insert(new OutboxRow(ruled.ticket().id(), delivery, now.plus(parts.undoWindow()), 0, null, null));
        return new Decision(skipped.isPresent() ? ruled : threaded(tx, ruled), delivery);
    }

    Optional<SkipReason> skipped(TicketTransaction tx, Ticket ticket) {
        if (parts.sender().isEmpty()) {
            return Optional.of(SkipReason.NOT_CONFIGURED);
        }
        EmailAddress contact = ticket.contact().email();
        if (contact == null) {
            return Optional.of(SkipReason.NO_CONTACT_EMAIL);
        }
        return Suppressions.has(tx, contact) ? Optional.of(SkipReason.SUPPRESSED) : Optional.empty();
    }

    /** The first mail of a ticket gives it its thread id: only now its domain is known. */
    TicketRules.Ruled threaded(TicketTransaction tx, TicketRules.Ruled ruled) {
        Ticket ticket = ruled.ticket();
        if (ticket.threadId().isPresent()) {
            return ruled;
        }
        MessageId threadId =
                threadId(ticket, parts.sender().orElseThrow().identity().replyDomain());
        tx.entries().remember(new MailReference(threadId, ticket.id(), null, true));
        return new TicketRules.Ruled(ticket.toBuilder().threadId(threadId).build(), ruled.events());
    }

    private static EmailDelivery delivery(EntryId reply, @Nullable SkipReason skipped, Instant now) {
        State state = skipped == null ? State.QUEUED : State.SKIPPED;
        return new EmailDelivery(reply, state, skipped, List.of(), 0, null, now);
    }

    private static MessageId threadId(Ticket ticket, String domain) {
        return new MessageId("ticket." + ticket.id() + "." + Crockford.randomId() + "@" + domain);
    }
}
