package io.embedesk.internal;

import io.embedesk.Actor;
import io.embedesk.AttachmentId;
import io.embedesk.CustomerMessage;
import io.embedesk.CustomerMessage.Audience;
import io.embedesk.EntryId;
import io.embedesk.InvalidInputException;
import io.embedesk.Status;
import io.embedesk.StorageException;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.TicketSort;
import io.embedesk.TicketThread;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery;
import io.embedesk.intake.Receipt;
import io.embedesk.privacy.Erasure;
import io.embedesk.privacy.ErasureReport;
import io.embedesk.privacy.Privacy;
import io.embedesk.privacy.RetentionReport;
import io.embedesk.privacy.RetentionRule;
import io.embedesk.spi.AccessPolicy.DeskAction;
import io.embedesk.spi.TicketStore;
import io.embedesk.spi.TicketTransaction;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Works ticket by ticket, each in a transaction of its own: what was interrupted is found again by the next call. */
final class DeskPrivacy implements Privacy {
    private static final int PAGE = 200;
    private static final Duration UNNAMED_FOR = Duration.ofDays(1);

    private final DeskParts parts;
    private final TicketStore store;
    private final Guard guard;
    private final Removing removing;
    private final Erasing erasing;
    private final Merging merging;
    private final Files files;

    DeskPrivacy(DeskParts parts, TicketWriter writer) {
        this.parts = parts;
        this.store = parts.store();
        this.guard = new Guard(parts.access());
        this.removing = new Removing(parts, writer);
        this.erasing = new Erasing(parts, writer);
        this.merging = new Merging(parts, writer);
        this.files = new Files(parts);
    }

    @Override
    public void export(Actor.Staff actor, EmailAddress address, Consumer<TicketThread> each) {
        guard.permitted(actor, DeskAction.EXPORT_CONTACT);
        List<TicketId> tickets = store.read(tx -> tx.privacy().naming(address, Integer.MAX_VALUE));
        for (TicketId id : tickets) {
            Optional<TicketThread> thread = store.read(tx -> exported(tx, id, address));
            thread.ifPresent(each);
        }
    }

    private static Optional<TicketThread> exported(TicketTransaction tx, TicketId id, EmailAddress address) {
        return tx.tickets().find(id).map(ticket -> {
            boolean own = isContact(ticket, address);
            List<ThreadEntry> entries = tx.entries().thread(id, 0).stream()
                    .filter(entry -> isTheirs(entry, address)
                            || own
                                    && entry.<Boolean>match(
                                            m -> m.audience() == Audience.EVERYONE, r -> true, n -> false))
                    .toList();
            Map<EntryId, EmailDelivery> deliveries = new HashMap<>();
            if (own) {
                tx.outbox().ofTicket(id).stream()
                        .filter(row -> !row.isAutomatic())
                        .forEach(row -> deliveries.put(row.reply(), row.delivery()));
            }
            return new TicketThread(own ? ticket : withoutOthers(ticket, address), entries, deliveries);
        });
    }

    /** Of somebody else's ticket, only that there is one. */
    private static Ticket withoutOthers(Ticket ticket, EmailAddress address) {
        return Ticket.builder(ticket.id(), ticket.number(), ticket.createdAt())
                .status(ticket.status())
                .source(ticket.source())
                .participants(ticket.participants().stream()
                        .filter(p -> p.is(address))
                        .toList())
                .lastSeq(ticket.lastSeq())
                .version(ticket.version())
                .build();
    }

    private static boolean isContact(Ticket ticket, EmailAddress address) {
        EmailAddress contact = ticket.contact().email();
        return contact != null && contact.sameAs(address);
    }

    private static boolean isTheirs(ThreadEntry entry, EmailAddress address) {
        return entry instanceof CustomerMessage message
                && message.from().address().sameAs(address);
    }

    @Override
    public ErasureReport erase(Actor.Staff actor, EmailAddress address, Erasure how) {
        guard.permitted(actor, DeskAction.ERASE_CONTACT);
        parts.requireOutsideTransaction("Privacy.erase");
        Set<TicketId> done = new HashSet<>();
        int ended = 0;
        List<TicketId> next = naming(address, done);
        while (!next.isEmpty()) {
            for (TicketId id : next) {
                done.add(id);
                boolean own = store.commit(tx -> erase(tx, id, address, how, actor.name()));
                ended += own ? 1 : 0;
            }
            next = naming(address, done);
        }
        List<AttachmentId> raw = store.commit(tx -> {
            tx.privacy().forgetMail(address);
            LinkMailing.forget(tx, address);
            return ReceiptLinks.deleteOfSender(tx, address);
        });
        files.dropIds(raw);
        return new ErasureReport(ended, done.size() - ended);
    }

    private List<TicketId> naming(EmailAddress address, Set<TicketId> done) {
        List<TicketId> found =
                new ArrayList<>(store.<List<TicketId>>read(tx -> tx.privacy().naming(address, PAGE)));
        found.removeAll(done);
        return found;
    }

    private boolean erase(TicketTransaction tx, TicketId id, EmailAddress address, Erasure how, String by) {
        Optional<Ticket> found = tx.tickets().lock(id);
        boolean own = found.filter(ticket -> isContact(ticket, address)).isPresent();
        if (own) {
            end(tx, found.get(), how, by);
        } else {
            found.ifPresent(ticket -> erasing.forget(tx, ticket, address, by));
        }
        return own;
    }

    private void end(TicketTransaction tx, Ticket ticket, Erasure how, String by) {
        if (how == Erasure.ANONYMISE) {
            erasing.anonymise(tx, ticket, by);
        } else {
            // What was merged into it may be somebody else's.
            merging.releaseAll(tx, ticket, by);
            removing.delete(tx, tx.tickets().find(ticket.id()).orElseThrow(), by);
        }
    }

    @Override
    public RetentionReport retain(Actor.System actor, RetentionRule rule, int limit) {
        parts.requireOutsideTransaction("Privacy.retain");
        if (limit < 1) {
            throw new InvalidInputException("limit", limit + " must be at least 1");
        }
        Status[] statuses = rule.statuses().toArray(Status[]::new);
        TicketFilter old = TicketFilter.ALL
                .status(statuses[0], statuses)
                .updated(null, parts.now().minus(rule.unchangedFor()));
        int ended = 0;
        while (ended < limit) {
            int most = Math.min(PAGE, limit - ended);
            List<Ticket> page = store.read(tx -> tx.tickets().page(List.of(old), TicketSort.OLDEST, null, most));
            if (page.isEmpty()) {
                return new RetentionReport(ended, true);
            }
            for (Ticket ticket : page) {
                store.commit(tx -> endFamily(tx, ticket.id(), old, rule.how(), actor.name()));
                ended++;
            }
        }
        return new RetentionReport(ended, false);
    }

    /** With what was merged into it, unless somebody has touched it meanwhile. */
    private boolean endFamily(TicketTransaction tx, TicketId id, TicketFilter old, Erasure how, String by) {
        Optional<Ticket> still = tx.tickets().lock(id).filter(old::matchesFields);
        still.ifPresent(survivor -> {
            List<Ticket> family = new ArrayList<>(tx.tickets().absorbed(id));
            family.add(survivor);
            for (Ticket ticket : family) {
                if (how == Erasure.ANONYMISE) {
                    erasing.anonymise(tx, ticket, by);
                } else {
                    removing.delete(tx, ticket, by);
                }
            }
        });
        return still.isPresent();
    }

    @Override
    public int expire(Actor.System actor, Duration rawMailFor) {
        parts.requireOutsideTransaction("Privacy.expire");
        Instant now = parts.now();
        int removed = 0;
        for (Receipt.State state : List.of(Receipt.State.FINISHED, Receipt.State.QUARANTINED)) {
            List<AttachmentId> raw = rawOf(state, now.minus(rawMailFor));
            while (!raw.isEmpty()) {
                files.dropIds(raw);
                removed += raw.size();
                raw = rawOf(state, now.minus(rawMailFor));
            }
        }
        while (store.<Integer>commit(tx -> tx.keys().deleteExpired(now, PAGE)) == PAGE) {
            // The next page.
        }
        return removed;
    }

    private List<AttachmentId> rawOf(Receipt.State state, Instant before) {
        return store.commit(tx -> tx.receipts().inState(state, before, PAGE).stream()
                .map(receipt -> ReceiptLinks.delete(tx, receipt))
                .toList());
    }

    @Override
    public int sweepFiles(Actor.System actor) {
        parts.requireOutsideTransaction("Privacy.sweepFiles");
        try {
            int swept = 0;
            Instant young = parts.now().minus(UNNAMED_FOR);
            List<AttachmentId> page = parts.files().list(null, PAGE);
            while (!page.isEmpty()) {
                List<AttachmentId> old = page.stream()
                        .filter(id -> Crockford.time(id.value()).isBefore(young))
                        .toList();
                Set<AttachmentId> named = store.read(tx -> tx.privacy().named(old));
                List<AttachmentId> unnamed =
                        old.stream().filter(id -> !named.contains(id)).toList();
                files.dropIds(unnamed);
                swept += unnamed.size();
                page = parts.files().list(page.get(page.size() - 1), PAGE);
            }
            return swept;
        } catch (IOException e) {
            throw new StorageException("The files could not be listed", e);
        }
    }
}
