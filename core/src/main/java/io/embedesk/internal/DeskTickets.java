package io.embedesk.internal;

import io.embedesk.Actor;
import io.embedesk.AttachmentDownload;
import io.embedesk.AttachmentId;
import io.embedesk.BulkResult;
import io.embedesk.EmbedeskException;
import io.embedesk.EntryId;
import io.embedesk.InternalNote;
import io.embedesk.InvalidInputException;
import io.embedesk.NewTicket;
import io.embedesk.NoteDraft;
import io.embedesk.Participant;
import io.embedesk.ReplyDraft;
import io.embedesk.ReplyResult;
import io.embedesk.StaleThreadException;
import io.embedesk.StatusCounts;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketConflictException;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.TicketPage;
import io.embedesk.TicketQuery;
import io.embedesk.TicketService;
import io.embedesk.TicketThread;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.Mailbox;
import io.embedesk.event.TicketEvent;
import io.embedesk.spi.AccessPolicy.Action;
import io.embedesk.spi.TicketStore;
import io.embedesk.spi.TicketTransaction;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The staff's calls: opening, changing and deleting here, the rest in rooms of their own. */
final class DeskTickets implements TicketService {
    private static final int MOST_AT_ONCE = 1_000;

    private final DeskParts parts;
    private final TicketStore store;
    private final TicketWriter writer;
    private final Guard guard;
    private final Removing removing;
    private final Finding finding;
    private final Talking talking;
    private final Mailing mailing;
    private final Merging merging;
    private final Splitting splitting;

    DeskTickets(DeskParts parts, TicketWriter writer) {
        this.parts = parts;
        this.store = parts.store();
        this.writer = writer;
        this.guard = new Guard(parts.access());
        this.removing = new Removing(parts, writer);
        this.finding = new Finding(parts);
        this.talking = new Talking(parts, writer);
        this.mailing = new Mailing(parts, writer);
        this.merging = new Merging(parts, writer);
        this.splitting = new Splitting(parts, writer);
    }

    @Override
    public Ticket open(Actor.Staff actor, NewTicket draft) {
        Optional<Ticket> before = store.read(tx -> tx.tickets().find(draft.id()));
        if (before.isPresent()) {
            return guard.permitted(actor, Action.VIEW, before.get());
        }
        TicketRules.Ruled ruled = TicketRules.open(draft, writer.takeNumber(), actor, parts.now());
        guard.permitted(actor, Action.OPEN, ruled.ticket());
        return store.join(tx -> {
            writer.insert(tx, ruled);
            return ruled.ticket();
        });
    }

    @Override
    public Ticket change(Actor.Staff actor, TicketId id, TicketChange change) {
        return store.join(tx -> changed(tx, actor, id, change));
    }

    private Ticket changed(TicketTransaction tx, Actor.Staff actor, TicketId id, TicketChange change) {
        Ticket ticket = guard.lock(tx, actor, Action.CHANGE, id);
        change.expectedVersion().ifPresent(version -> {
            if (version != ticket.version()) {
                throw new TicketConflictException(id, version);
            }
        });
        List<ThreadEntry> newer =
                Talking.newerThan(tx, ticket, change.expectedLast().orElse(null));
        if (!newer.isEmpty()) {
            throw new StaleThreadException(id, newer);
        }
        TicketRules.Ruled ruled = TicketRules.change(ticket, change, actor, parts.now());
        return ruled.events().isEmpty() ? ticket : writer.update(tx, ticket, ruled);
    }

    @Override
    public Map<TicketId, BulkResult> changeAll(Actor.Staff actor, Collection<TicketId> tickets, TicketChange change) {
        if (tickets.size() > MOST_AT_ONCE) {
            throw new InvalidInputException(
                    "tickets", "are " + tickets.size() + "; at most " + MOST_AT_ONCE + " can be changed at once");
        }
        Map<TicketId, BulkResult> results = new LinkedHashMap<>();
        for (TicketId id : tickets) {
            results.put(id, oneOfMany(actor, id, change));
        }
        return results;
    }

    private BulkResult oneOfMany(Actor.Staff actor, TicketId id, TicketChange change) {
        try {
            return new BulkResult.Changed(change(actor, id, change));
        } catch (EmbedeskException e) {
            return new BulkResult.Refused(e);
        }
    }

    @Override
    public Ticket acceptSender(Actor.Staff actor, TicketId id, Mailbox sender) {
        return decided(actor, id, sender, Participant.State.ACCEPTED);
    }

    @Override
    public Ticket refuseSender(Actor.Staff actor, TicketId id, Mailbox sender) {
        return decided(actor, id, sender, Participant.State.REFUSED);
    }

    private Ticket decided(Actor.Staff actor, TicketId id, Mailbox who, Participant.State state) {
        return store.join(tx -> {
            Ticket ticket = guard.lock(tx, actor, Action.CHANGE, id);
            List<Participant> decided = Participants.decided(ticket, who, state);
            TicketRules.Ruled ruled = TicketRules.participants(ticket, decided, actor, parts.now());
            return ruled.events().isEmpty() ? ticket : writer.update(tx, ticket, ruled);
        });
    }

    /** A survivor takes those that were merged into it along: nobody could find them any more. */
    @Override
    public void delete(Actor.Staff actor, TicketId id) {
        store.join(tx -> {
            Optional<Ticket> found =
                    tx.tickets().lock(id).filter(t -> parts.access().permits(actor, Action.VIEW, t));
            found.ifPresent(ticket -> {
                guard.permitted(actor, Action.DELETE, ticket);
                tx.tickets().absorbed(id).forEach(absorbed -> removing.delete(tx, absorbed, actor.name()));
                removing.delete(tx, ticket, actor.name());
            });
            return found;
        });
    }

    @Override
    public Optional<Ticket> find(Actor.Staff actor, TicketId ticket) {
        return finding.find(actor, ticket);
    }

    @Override
    public TicketThread thread(Actor.Staff actor, TicketId ticket) {
        return finding.thread(actor, ticket);
    }

    @Override
    public List<TicketEvent> history(Actor.Staff actor, TicketId ticket) {
        return finding.history(actor, ticket);
    }

    @Override
    public TicketPage list(Actor.Staff actor, TicketQuery query) {
        return finding.list(actor, query);
    }

    @Override
    public StatusCounts counts(Actor.Staff actor, TicketFilter filter) {
        return finding.counts(actor, filter);
    }

    @Override
    public Optional<AttachmentDownload> attachment(Actor.Staff actor, TicketId ticket, AttachmentId attachment) {
        return finding.attachment(actor, ticket, attachment);
    }

    @Override
    public ReplyResult reply(Actor.Staff actor, TicketId ticket, ReplyDraft draft) {
        return talking.reply(actor, ticket, draft);
    }

    @Override
    public InternalNote note(Actor.Staff actor, TicketId ticket, NoteDraft draft) {
        return talking.note(actor, ticket, draft);
    }

    @Override
    public EmailDelivery cancelEmail(Actor.Staff actor, TicketId ticket, EntryId reply) {
        return mailing.cancel(actor, ticket, reply);
    }

    @Override
    public EmailDelivery retryEmail(Actor.Staff actor, TicketId ticket, EntryId reply) {
        return mailing.retry(actor, ticket, reply);
    }

    @Override
    public Ticket merge(Actor.Staff actor, TicketId absorbed, TicketId survivor) {
        return merging.merge(actor, absorbed, survivor);
    }

    @Override
    public Ticket unmerge(Actor.Staff actor, TicketId absorbed) {
        return merging.unmerge(actor, absorbed);
    }

    @Override
    public Ticket split(Actor.Staff actor, TicketId ticket, EntryId entry, NewTicket draft) {
        return splitting.split(actor, ticket, entry, draft);
    }
}
