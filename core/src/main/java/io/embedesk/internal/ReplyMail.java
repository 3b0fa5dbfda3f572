package io.embedesk.internal;

import io.embedesk.AgentReply;
import io.embedesk.Ticket;
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
        Ticket ticket = ruled.ticket();
        Optional<DeskParts.Sender> sender = parts.sender();
        SkipReason skipped = sender.isEmpty()
                ? SkipReason.NOT_CONFIGURED
                : ticket.contact().email() == null ? SkipReason.NO_CONTACT_EMAIL : null;
        EmailDelivery delivery = delivery(reply, skipped, now);
        tx.outbox().insert(new OutboxRow(ticket.id(), delivery, now, 0, null, null));
        if (skipped != null || ticket.threadId().isPresent()) {
            return new Decision(ruled, delivery);
        }
        MessageId threadId = threadId(ticket, sender.orElseThrow().identity().replyDomain());
        tx.entries().remember(new MailReference(threadId, ticket.id(), null, true));
        Ticket threaded = ticket.toBuilder().threadId(threadId).build();
        return new Decision(new TicketRules.Ruled(threaded, ruled.events()), delivery);
    }

    private static EmailDelivery delivery(AgentReply reply, @Nullable SkipReason skipped, Instant now) {
        State state = skipped == null ? State.QUEUED : State.SKIPPED;
        return new EmailDelivery(reply.id(), state, skipped, List.of(), 0, null, now);
    }

    private static MessageId threadId(Ticket ticket, String domain) {
        return new MessageId("ticket." + ticket.id() + "." + Crockford.randomId() + "@" + domain);
    }
}
