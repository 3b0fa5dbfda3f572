package io.embedesk.internal;

import io.embedesk.Actor;
import io.embedesk.AgentReply;
import io.embedesk.Attachment;
import io.embedesk.Contact;
import io.embedesk.CustomerMessage;
import io.embedesk.EntryId;
import io.embedesk.InternalNote;
import io.embedesk.InvalidInputException;
import io.embedesk.NewTicket;
import io.embedesk.StorageException;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.TicketOrigin;
import io.embedesk.email.EmailAddress;
import io.embedesk.event.TicketEvent;
import io.embedesk.spi.AccessPolicy.Action;
import io.embedesk.spi.TicketTransaction;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An entry gets a ticket of its own: a copy, for entries never move. */
final class Splitting {
    private final DeskParts parts;
    private final TicketWriter writer;
    private final Guard guard;
    private final Files files;

    Splitting(DeskParts parts, TicketWriter writer) {
        this.parts = parts;
        this.writer = writer;
        this.guard = new Guard(parts.access());
        this.files = new Files(parts);
    }

    Ticket split(Actor.Staff actor, TicketId id, EntryId entryId, NewTicket draft) {
        Optional<Ticket> before = parts.store().read(tx -> tx.tickets().find(draft.id()));
        if (before.isPresent()) {
            return guard.visible(actor, draft.id(), before);
        }
        ThreadEntry entry = parts.store().read(tx -> entry(tx, guard.find(tx, actor, id), entryId));
        List<Attachment> copies = copies(entry.attachments());
        long number = writer.takeNumber();
        return parts.store().join(tx -> {
            Ticket old = guard.lock(tx, actor, Action.MERGE, id);
            Instant now = parts.now();
            TicketRules.Ruled opened = TicketRules.open(withContact(draft, old, entry), number, actor, now);
            Ticket split = guard.permitted(
                    actor,
                    Action.OPEN,
                    opened.ticket().toBuilder()
                            .origin(new TicketOrigin(TicketOrigin.Kind.SPLIT, old.id()))
                            .lastSeq(1)
                            .build());
            writer.insert(tx, new TicketRules.Ruled(split, opened.events()));
            tx.entries().append(copy(entry, split, copies));
            writer.publish(tx, List.of(new TicketEvent.Split(old.id(), now, actor.name(), entry.id(), split.id())));
            return split;
        });
    }

    private static ThreadEntry entry(TicketTransaction tx, Ticket ticket, EntryId id) {
        return tx.entries()
                .find(id)
                .filter(found -> Talking.isOf(tx, ticket, found.ticket()))
                .orElseThrow(() -> new InvalidInputException("entry", "'" + id + "' is no entry of this ticket"));
    }

    private List<Attachment> copies(List<Attachment> attachments) {
        try {
            return files.copies(attachments);
        } catch (IOException e) {
            throw new StorageException("The bytes of an attachment could not be copied", e);
        }
    }

    private static NewTicket withContact(NewTicket draft, Ticket old, ThreadEntry entry) {
        if (draft.contactEmail() != null || draft.contactName() != null) {
            return draft;
        }
        Contact contact = entry.<Contact>match(
                message -> new Contact(message.from().name(), message.from().address()),
                reply -> old.contact(),
                note -> old.contact());
        return draft.contactName(orEmpty(contact.name())).contact(address(contact.email()));
    }

    private static String orEmpty(@Nullable String name) {
        return name == null ? "" : name;
    }

    private static String address(@Nullable EmailAddress email) {
        return email == null ? "" : email.value();
    }

    private static ThreadEntry copy(ThreadEntry entry, Ticket into, List<Attachment> files) {
        EntryId id = EntryId.mint();
        return entry.<ThreadEntry>match(
                m -> new CustomerMessage(
                        id, into.id(), 1, m.createdAt(), m.from(), m.body(), m.audience(), m.flags(), files),
                r -> new AgentReply(id, into.id(), 1, r.createdAt(), r.agent(), r.body(), files),
                n -> new InternalNote(id, into.id(), 1, n.createdAt(), n.agent(), n.body(), files));
    }
}
