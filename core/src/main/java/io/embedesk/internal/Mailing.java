package io.embedesk.internal;

import io.embedesk.Actor;
import io.embedesk.EntryId;
import io.embedesk.InvalidInputException;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.EmailDelivery.SkipReason;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.event.TicketEvent;
import io.embedesk.spi.AccessPolicy.Action;
import io.embedesk.spi.OutboxRow;
import io.embedesk.spi.TicketTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An agent's hand on a mail that waits, or that did not leave. */
final class Mailing {
    private final DeskParts parts;
    private final TicketWriter writer;
    private final Guard guard;
    private final ReplyMail mail;

    Mailing(DeskParts parts, TicketWriter writer) {
        this.parts = parts;
        this.writer = writer;
        this.guard = new Guard(parts.access());
        this.mail = new ReplyMail(parts);
    }

    EmailDelivery cancel(Actor.Staff actor, TicketId id, EntryId reply) {
        return parts.store().join(tx -> {
            OutboxRow row = row(tx, guard.lock(tx, actor, Action.REPLY, id), reply);
            return row.delivery().state() == State.QUEUED
                    ? replaced(tx, actor, row, OutboxRules.cancelled(row, parts.now()))
                    : row.delivery();
        });
    }

    EmailDelivery retry(Actor.Staff actor, TicketId id, EntryId reply) {
        return parts.store().join(tx -> {
            Ticket ticket = guard.lock(tx, actor, Action.REPLY, id);
            OutboxRow row = row(tx, ticket, reply);
            return switch (row.delivery().state()) {
                case FAILED, QUARANTINED, CANCELLED -> replaced(tx, actor, row, OutboxRules.retried(row, parts.now()));
                case SKIPPED -> unskipped(tx, actor, ticket, row);
                case QUEUED, SENDING, SENT -> row.delivery();
            };
        });
    }

    private EmailDelivery unskipped(TicketTransaction tx, Actor.Staff actor, Ticket ticket, OutboxRow row) {
        EmailAddress contact = ticket.contact().email();
        if (contact != null) {
            // Whoever asks for it again knows that the address is good.
            Suppressions.lift(tx, contact);
        }
        Optional<SkipReason> still = mail.skipped(tx, ticket);
        Instant now = parts.now();
        if (still.isPresent()) {
            EmailDelivery why = new EmailDelivery(row.reply(), State.SKIPPED, still.get(), List.of(), 0, null, now);
            return replaced(tx, actor, row, new OutboxRow(row.ticket(), why, now, 0, null, null));
        }
        TicketRules.Ruled threaded = mail.threaded(tx, new TicketRules.Ruled(ticket, List.of()));
        if (!threaded.ticket().equals(ticket)) {
            Ticket next =
                    threaded.ticket().toBuilder().version(ticket.version() + 1).build();
            writer.update(tx, ticket, new TicketRules.Ruled(next, List.of()));
        }
        return replaced(tx, actor, row, OutboxRules.retried(row, now));
    }

    private static OutboxRow row(TicketTransaction tx, Ticket ticket, EntryId reply) {
        return tx.outbox()
                .find(reply)
                .filter(row -> !row.isAutomatic() && Talking.isOf(tx, ticket, row.replyTicket()))
                .orElseThrow(() -> new InvalidInputException("reply", "'" + reply + "' is no reply of this ticket"));
    }

    /** When a worker was faster, its result counts. */
    private EmailDelivery replaced(TicketTransaction tx, Actor.Staff actor, OutboxRow row, OutboxRow next) {
        if (!tx.outbox().replace(row, next)) {
            return tx.outbox().find(row.reply()).orElseThrow().delivery();
        }
        State state = next.delivery().state();
        if (state != row.delivery().state()) {
            writer.publish(
                    tx,
                    List.of(new TicketEvent.DeliveryChanged(
                            row.replyTicket(), parts.now(), actor.name(), row.reply(), state)));
        }
        return next.delivery();
    }
}
