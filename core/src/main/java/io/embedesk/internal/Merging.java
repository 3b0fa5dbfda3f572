package io.embedesk.internal;

import io.embedesk.Actor;
import io.embedesk.InvalidInputException;
import io.embedesk.Participant;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketConflictException;
import io.embedesk.TicketId;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.event.TicketEvent;
import io.embedesk.spi.AccessPolicy.Action;
import io.embedesk.spi.TicketTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Two tickets become one, and two again. Entries never move: a ticket only says who its survivor is. */
final class Merging {
    private final DeskParts parts;
    private final TicketWriter writer;
    private final Guard guard;

    Merging(DeskParts parts, TicketWriter writer) {
        this.parts = parts;
        this.writer = writer;
        this.guard = new Guard(parts.access());
    }

    Ticket merge(Actor.Staff actor, TicketId absorbedId, TicketId survivorId) {
        return parts.store().join(tx -> {
            TicketId into = guard.find(tx, actor, survivorId).id();
            Ticket absorbed = permitted(tx, actor, absorbedId);
            if (absorbed.mergedInto().isPresent()) {
                throw new InvalidInputException("absorbed", "is merged into another ticket already; unmerge it first");
            }
            if (into.equals(absorbedId)) {
                throw new InvalidInputException("survivor", "is the ticket itself, or was merged into it");
            }
            List<Ticket> family = tx.tickets().absorbed(absorbedId);
            lockAll(tx, absorbed, family, into);
            Ticket survivor = permitted(tx, actor, into);
            Instant now = parts.now();
            family.forEach(one -> write(tx, one.toBuilder().root(into), one, List.of()));
            write(
                    tx,
                    absorbed.toBuilder()
                            .mergedInto(into)
                            .root(into)
                            .status(Status.CLOSED)
                            .pendingReason(null)
                            .times(absorbed.times().became(Status.CLOSED, now).updated(now)),
                    absorbed,
                    List.of(new TicketEvent.Merged(absorbedId, now, actor.name(), into, absorbed.status())));
            return write(
                    tx,
                    survivor.toBuilder()
                            .participants(withContact(survivor, absorbed))
                            .times(survivor.times().updated(now)),
                    survivor,
                    List.of());
        });
    }

    /** Whoever wrote the other ticket is not given this one's replies by that alone. */
    private static List<Participant> withContact(Ticket survivor, Ticket absorbed) {
        EmailAddress other = absorbed.contact().email();
        return other == null
                ? survivor.participants()
                : Participants.suggested(
                        survivor, new Mailbox(absorbed.contact().name(), other));
    }

    Ticket unmerge(Actor.Staff actor, TicketId id) {
        return parts.store().join(tx -> released(tx, permitted(tx, actor, id), actor.name()));
    }

    /** Everything that was merged into a ticket has its own life again. */
    void releaseAll(TicketTransaction tx, Ticket survivor, String by) {
        tx.tickets().absorbed(survivor.id()).stream()
                .filter(one -> one.mergedInto().filter(survivor.id()::equals).isPresent())
                .forEach(one -> released(tx, one, by));
    }

    private Ticket released(TicketTransaction tx, Ticket absorbed, String by) {
        TicketId id = absorbed.id();
        TicketId root = absorbed.root()
                .orElseThrow(() -> new InvalidInputException("absorbed", "is not merged into another ticket"));
        List<Ticket> own = below(id, tx.tickets().absorbed(root));
        lockAll(tx, absorbed, own, root);
        Instant now = parts.now();
        own.forEach(one -> write(tx, one.toBuilder().root(id), one, List.of()));
        Status before = statusBefore(tx, id);
        TicketId from = absorbed.mergedInto().orElseThrow();
        return write(
                tx,
                absorbed.toBuilder()
                        .mergedInto(null)
                        .root(null)
                        .status(before)
                        .times(absorbed.times().became(before, now).updated(now)),
                absorbed,
                List.of(new TicketEvent.Unmerged(id, now, by, from)));
    }

    private static Status statusBefore(TicketTransaction tx, TicketId id) {
        return tx.events().ofTicket(id).stream()
                .filter(TicketEvent.Merged.class::isInstance)
                .map(event -> ((TicketEvent.Merged) event).before())
                .reduce((first, last) -> last)
                .orElse(Status.OPEN);
    }

    /** Those of a family that came in by way of one of its members. */
    private static List<Ticket> below(TicketId member, List<Ticket> family) {
        Set<TicketId> below = new HashSet<>(Set.of(member));
        List<Ticket> found = new ArrayList<>();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Ticket one : family) {
                if (one.mergedInto().filter(below::contains).isPresent() && below.add(one.id())) {
                    found.add(one);
                    grown = true;
                }
            }
        }
        return found;
    }

    /** In the order of their ids, so that two merges cannot wait for each other; what changed meanwhile is told. */
    private static void lockAll(TicketTransaction tx, Ticket absorbed, List<Ticket> family, TicketId other) {
        TreeSet<TicketId> ids = new TreeSet<>(Set.of(absorbed.id(), other));
        family.forEach(one -> ids.add(one.id()));
        List<Ticket> locked = new ArrayList<>();
        ids.forEach(id -> tx.tickets().lock(id).ifPresent(locked::add));
        for (Ticket known : family) {
            requireSame(known, locked);
        }
        requireSame(absorbed, locked);
        if (locked.stream().noneMatch(t -> t.id().equals(other) && t.root().isEmpty())) {
            throw new TicketConflictException(other, 0);
        }
    }

    private static void requireSame(Ticket known, List<Ticket> locked) {
        if (!locked.contains(known)) {
            throw new TicketConflictException(known.id(), known.version());
        }
    }

    private Ticket permitted(TicketTransaction tx, Actor.Staff actor, TicketId id) {
        return guard.permitted(
                actor, Action.MERGE, guard.visible(actor, id, tx.tickets().find(id)));
    }

    private Ticket write(TicketTransaction tx, Ticket.Builder next, Ticket before, List<TicketEvent> events) {
        return writer.update(
                tx,
                before,
                new TicketRules.Ruled(next.version(before.version() + 1).build(), events));
    }
}
