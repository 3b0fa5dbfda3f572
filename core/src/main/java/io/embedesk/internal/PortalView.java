package io.embedesk.internal;

import io.embedesk.AgentReply;
import io.embedesk.CustomerMessage;
import io.embedesk.CustomerMessage.Audience;
import io.embedesk.EntryId;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.portal.CustomerStatus;
import io.embedesk.portal.PortalEntry;
import io.embedesk.portal.PortalEntry.Author;
import io.embedesk.portal.PortalTicket;
import io.embedesk.spi.OutboxRow;
import io.embedesk.spi.TicketTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What one customer may see. */
record PortalView(EmailAddress customer, @Nullable UnaryOperator<String> names, Instant now) {
    static PortalTicket ticket(Ticket ticket) {
        return new PortalTicket(
                ticket.id(), ticket.number(), ticket.subject(), CustomerStatus.of(ticket), ticket.createdAt());
    }

    /** Of the ticket, and of those that were merged into it and are the customer's too: others may be somebody else's. */
    List<PortalEntry> entries(TicketTransaction tx, Ticket survivor) {
        List<List<ThreadEntry>> threads = new ArrayList<>();
        Set<EntryId> unseen = new HashSet<>();
        List<Ticket> family = new ArrayList<>(List.of(survivor));
        tx.tickets().absorbed(survivor.id()).stream()
                .filter(absorbed -> Participants.takesPart(absorbed, customer))
                .forEach(family::add);
        for (Ticket ticket : family) {
            threads.add(tx.entries().thread(ticket.id(), 0));
            tx.outbox().ofTicket(ticket.id()).stream()
                    .filter(this::mayBeTakenBack)
                    .forEach(row -> unseen.add(row.reply()));
        }
        return Finding.inOneLine(threads).stream()
                .filter(entry -> !unseen.contains(entry.id()) && isForCustomers(entry))
                .map(this::entry)
                .toList();
    }

    private boolean mayBeTakenBack(OutboxRow row) {
        EmailDelivery delivery = row.delivery();
        return delivery.isWithdrawn()
                || delivery.state() == State.QUEUED
                        && delivery.attempts() == 0
                        && row.dueAt().isAfter(now);
    }

    private static boolean isForCustomers(ThreadEntry entry) {
        return entry.match(message -> message.audience() == Audience.EVERYONE, reply -> true, note -> false);
    }

    PortalEntry entry(ThreadEntry entry) {
        if (entry instanceof AgentReply reply) {
            return entry(reply, Author.AGENT, names == null ? null : names.apply(reply.agent()));
        }
        CustomerMessage message = (CustomerMessage) entry;
        boolean own = message.from().address().sameAs(customer);
        return entry(
                message, own ? Author.YOU : Author.PARTICIPANT, message.from().name());
    }

    private static PortalEntry entry(ThreadEntry entry, Author author, @Nullable String name) {
        return new PortalEntry(
                entry.id(),
                author,
                name,
                entry.createdAt(),
                entry.body().text(),
                entry.body().html(),
                entry.attachments());
    }
}
