package io.embedesk.internal;

import io.embedesk.AttachmentId;
import io.embedesk.Ticket;
import io.embedesk.event.TicketEvent;
import io.embedesk.spi.KeyedRow;
import io.embedesk.spi.MessageKey;
import io.embedesk.spi.TicketTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Takes a ticket out of every table, and its files with it; the log keeps that there was one. */
final class Removing {
    private static final String ERASED = "erased";
    private static final Duration REMEMBERED_FOR = Duration.ofDays(14);

    private final DeskParts parts;
    private final TicketWriter writer;
    private final Files files;

    Removing(DeskParts parts, TicketWriter writer) {
        this.parts = parts;
        this.writer = writer;
        this.files = new Files(parts);
    }

    void delete(TicketTransaction tx, Ticket ticket, String by) {
        List<AttachmentId> orphans = forgetMail(tx, ticket);
        orphans.addAll(tx.entries().deleteAll(ticket.id()));
        tx.outbox().deleteAll(ticket.id());
        tx.privacy().forgetTags(ticket.id());
        tx.tickets().delete(ticket.id());
        writer.publish(tx, List.of(new TicketEvent.Deleted(ticket.id(), parts.now(), by)));
        tx.afterCommit(() -> files.dropIds(orphans));
    }

    /** Raw mails, and that they were here; returns whose bytes nobody names any more. */
    List<AttachmentId> forgetMail(TicketTransaction tx, Ticket ticket) {
        Instant until = parts.now().plus(REMEMBERED_FOR);
        for (String message : tx.receipts().deleteClaims(ticket.id())) {
            tx.keys().insert(KeyedRow.of(ERASED, message, "").until(until));
        }
        ticket.conversation().ifPresent(conversation -> tx.keys().delete(Conversations.GROUP, conversation));
        return new ArrayList<>(ReceiptLinks.deleteOfTicket(tx, ticket.id()));
    }

    /** A provider's retry must not bring back what was erased. */
    static boolean wasErased(TicketTransaction tx, MessageKey key, Instant now) {
        return tx.keys()
                .find(ERASED, key.message())
                .filter(row -> row.expiresAt() == null || row.expiresAt().isAfter(now))
                .isPresent();
    }
}
