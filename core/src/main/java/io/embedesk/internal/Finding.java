package io.embedesk.internal;

import io.embedesk.Actor;
import io.embedesk.Attachment;
import io.embedesk.AttachmentDownload;
import io.embedesk.AttachmentId;
import io.embedesk.EntryId;
import io.embedesk.StatusCounts;
import io.embedesk.StorageException;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.TicketPage;
import io.embedesk.TicketQuery;
import io.embedesk.TicketThread;
import io.embedesk.email.EmailDelivery;
import io.embedesk.event.TicketEvent;
import io.embedesk.spi.AccessPolicy.Action;
import io.embedesk.spi.PagePosition;
import io.embedesk.spi.TicketStore;
import io.embedesk.spi.TicketTransaction;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the staff reads. */
final class Finding {
    private final DeskParts parts;
    private final TicketStore store;
    private final Guard guard;

    Finding(DeskParts parts) {
        this.parts = parts;
        this.store = parts.store();
        this.guard = new Guard(parts.access());
    }

    Optional<Ticket> find(Actor.Staff actor, TicketId ticket) {
        return store.<Optional<Ticket>>read(tx -> tx.tickets().find(ticket))
                .filter(found -> parts.access().permits(actor, Action.VIEW, found));
    }

    TicketThread thread(Actor.Staff actor, TicketId id) {
        return store.read(tx -> {
            Ticket ticket = guard.find(tx, actor, id);
            List<List<ThreadEntry>> threads = new ArrayList<>();
            Map<EntryId, EmailDelivery> deliveries = new HashMap<>();
            for (TicketId one : family(tx, ticket)) {
                threads.add(tx.entries().thread(one, 0));
                tx.outbox().ofTicket(one).stream()
                        .filter(row -> !row.isAutomatic())
                        .forEach(row -> deliveries.put(row.reply(), row.delivery()));
            }
            return new TicketThread(ticket, inOneLine(threads), deliveries);
        });
    }

    /** By time, and within a ticket by {@code seq}, also when the clocks of two nodes disagree. */
    static List<ThreadEntry> inOneLine(List<List<ThreadEntry>> threads) {
        if (threads.size() == 1) {
            return threads.get(0);
        }
        record Placed(Instant at, ThreadEntry entry) {}
        List<Placed> all = new ArrayList<>();
        for (List<ThreadEntry> thread : threads) {
            Instant latest = Instant.MIN;
            for (ThreadEntry entry : thread) {
                latest = entry.createdAt().isAfter(latest) ? entry.createdAt() : latest;
                all.add(new Placed(latest, entry));
            }
        }
        all.sort(Comparator.comparing(Placed::at));
        return all.stream().map(Placed::entry).toList();
    }

    /** A ticket and all that were merged into it. */
    private static List<TicketId> family(TicketTransaction tx, Ticket survivor) {
        List<TicketId> family = new ArrayList<>();
        family.add(survivor.id());
        tx.tickets().absorbed(survivor.id()).forEach(absorbed -> family.add(absorbed.id()));
        return family;
    }

    List<TicketEvent> history(Actor.Staff actor, TicketId id) {
        return store.read(tx -> {
            List<TicketEvent> events = new ArrayList<>();
            family(tx, guard.find(tx, actor, id))
                    .forEach(one -> events.addAll(tx.events().ofTicket(one)));
            events.sort(Comparator.comparing(TicketEvent::at));
            return List.copyOf(events);
        });
    }

    TicketPage list(Actor.Staff actor, TicketQuery query) {
        List<TicketFilter> filters = List.of(query.filter(), parts.access().visible(actor));
        PagePosition after =
                query.cursor().map(cursor -> Cursor.read(query.sort(), cursor)).orElse(null);
        List<Ticket> found = store.read(tx -> tx.tickets().page(filters, query.sort(), after, query.limit() + 1));
        if (found.size() <= query.limit()) {
            return new TicketPage(found, null);
        }
        List<Ticket> page = found.subList(0, query.limit());
        return new TicketPage(page, Cursor.after(query.sort(), page.get(page.size() - 1)));
    }

    StatusCounts counts(Actor.Staff actor, TicketFilter filter) {
        List<TicketFilter> filters = List.of(filter.anyStatus(), parts.access().visible(actor));
        return store.read(tx -> tx.tickets().counts(filters));
    }

    Optional<AttachmentDownload> attachment(Actor.Staff actor, TicketId id, AttachmentId attachment) {
        Optional<Attachment> known = store.read(tx -> family(tx, guard.find(tx, actor, id)).stream()
                .flatMap(one -> tx.entries().attachment(one, attachment).stream())
                .findFirst());
        try {
            if (known.isEmpty()) {
                return Optional.empty();
            }
            return parts.files().open(attachment).map(bytes -> new AttachmentDownload(known.get(), bytes));
        } catch (IOException e) {
            throw new StorageException("The bytes of attachment " + attachment + " could not be read", e);
        }
    }
}
