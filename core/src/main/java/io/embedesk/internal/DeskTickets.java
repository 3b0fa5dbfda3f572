package io.embedesk.internal;

import io.embedesk.AccessDeniedException;
import io.embedesk.Actor;
import io.embedesk.AgentReply;
import io.embedesk.Attachment;
import io.embedesk.AttachmentDownload;
import io.embedesk.AttachmentId;
import io.embedesk.EmbedeskException;
import io.embedesk.EntryId;
import io.embedesk.InternalNote;
import io.embedesk.InvalidInputException;
import io.embedesk.MessageBody;
import io.embedesk.NewTicket;
import io.embedesk.NoteDraft;
import io.embedesk.ReplyDraft;
import io.embedesk.ReplyResult;
import io.embedesk.StaleThreadException;
import io.embedesk.StatusCounts;
import io.embedesk.StorageException;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketConflictException;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.TicketNotFoundException;
import io.embedesk.TicketPage;
import io.embedesk.TicketQuery;
import io.embedesk.TicketService;
import io.embedesk.TicketThread;
import io.embedesk.Upload;
import io.embedesk.email.EmailDelivery;
import io.embedesk.event.TicketEvent;
import io.embedesk.spi.AccessPolicy.Action;
import io.embedesk.spi.OutboxRow;
import io.embedesk.spi.PagePosition;
import io.embedesk.spi.TicketStore;
import io.embedesk.spi.TicketTransaction;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The staff's calls. Each is: check the input, put files away, then in one transaction lock the ticket, ask the policy, let
 * the rules decide, write. All checks come before the first write, so that a refusal never spoils a transaction of the host.
 */
final class DeskTickets implements TicketService {
    private final DeskParts parts;
    private final TicketStore store;
    private final TicketWriter writer;
    private final Files files;
    private final ReplyMail mail;

    DeskTickets(DeskParts parts, TicketWriter writer) {
        this.parts = parts;
        this.store = parts.store();
        this.writer = writer;
        this.files = new Files(parts.files());
        this.mail = new ReplyMail(parts);
    }

    @Override
    public Ticket open(Actor.Staff actor, NewTicket draft) {
        Optional<Ticket> before = store.read(tx -> tx.tickets().find(draft.id()));
        if (before.isPresent()) {
            return requirePermitted(actor, Action.VIEW, before.get());
        }
        TicketRules.Ruled ruled = TicketRules.open(draft, writer.takeNumber(), actor, parts.now());
        requirePermitted(actor, Action.OPEN, ruled.ticket());
        return store.join(tx -> {
            writer.insert(tx, ruled);
            return ruled.ticket();
        });
    }

    @Override
    public Optional<Ticket> find(Actor.Staff actor, TicketId ticket) {
        return store.<Optional<Ticket>>read(tx -> tx.tickets().find(ticket))
                .filter(found -> parts.access().permits(actor, Action.VIEW, found));
    }

    @Override
    public TicketThread thread(Actor.Staff actor, TicketId id) {
        return store.read(tx -> {
            Ticket ticket = requireVisible(actor, id, tx.tickets().find(id));
            Map<EntryId, EmailDelivery> deliveries = new HashMap<>();
            tx.outbox().ofTicket(id).forEach(row -> deliveries.put(row.reply(), row.delivery()));
            return new TicketThread(ticket, tx.entries().thread(id, 0), deliveries);
        });
    }

    @Override
    public TicketPage list(Actor.Staff actor, TicketQuery query) {
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

    @Override
    public StatusCounts counts(Actor.Staff actor, TicketFilter filter) {
        List<TicketFilter> filters = List.of(filter.anyStatus(), parts.access().visible(actor));
        return store.read(tx -> tx.tickets().counts(filters));
    }

    @Override
    public ReplyResult reply(Actor.Staff actor, TicketId id, ReplyDraft draft) {
        return write(actor, id, Action.REPLY, draft.id(), draft.text(), draft.uploads(), new Writing<>() {
            @Override
            public ReplyResult again(TicketTransaction tx, Ticket ticket, ThreadEntry entry) {
                OutboxRow row = tx.outbox().find(entry.id()).orElseThrow();
                return new ReplyResult(sameKind(AgentReply.class, entry), ticket, row.delivery(), List.of());
            }

            @Override
            public ReplyResult first(TicketTransaction tx, Ticket ticket, List<Attachment> attachments) {
                return saveReply(tx, actor, ticket, draft, attachments);
            }
        });
    }

    private ReplyResult saveReply(
            TicketTransaction tx, Actor.Staff actor, Ticket before, ReplyDraft draft, List<Attachment> attachments) {
        List<ThreadEntry> newer = newerThan(tx, before, draft.lastSeen());
        if (!newer.isEmpty() && draft.onNewer() == ReplyDraft.OnNewer.REFUSE) {
            throw new StaleThreadException(before.id(), newer);
        }
        Instant now = parts.now();
        TicketRules.Ruled ruled = TicketRules.reply(before, draft.id(), actor, parts.takeOnReply(), now);
        AgentReply reply = new AgentReply(
                draft.id(),
                before.id(),
                ruled.ticket().lastSeq(),
                now,
                actor.id(),
                new MessageBody(draft.text(), null, draft.html()),
                attachments);
        tx.entries().append(reply);
        ReplyMail.Decision decision = mail.decide(tx, ruled, reply, now);
        return new ReplyResult(reply, writer.update(tx, decision.ruled()), decision.delivery(), newer);
    }

    @Override
    public InternalNote note(Actor.Staff actor, TicketId id, NoteDraft draft) {
        return write(actor, id, Action.NOTE, draft.id(), draft.text(), draft.uploads(), new Writing<>() {
            @Override
            public InternalNote again(TicketTransaction tx, Ticket ticket, ThreadEntry entry) {
                return sameKind(InternalNote.class, entry);
            }

            @Override
            public InternalNote first(TicketTransaction tx, Ticket before, List<Attachment> attachments) {
                Instant now = parts.now();
                TicketRules.Ruled ruled = TicketRules.note(before, draft.id(), actor, now);
                InternalNote note = new InternalNote(
                        draft.id(),
                        before.id(),
                        ruled.ticket().lastSeq(),
                        now,
                        actor.id(),
                        MessageBody.of(draft.text()),
                        attachments);
                tx.entries().append(note);
                writer.update(tx, ruled);
                return note;
            }
        });
    }

    @Override
    public Ticket change(Actor.Staff actor, TicketId id, TicketChange change) {
        return store.join(tx -> {
            Ticket ticket = requireVisible(actor, id, tx.tickets().lock(id));
            requirePermitted(actor, Action.CHANGE, ticket);
            change.expectedVersion().ifPresent(version -> {
                if (version != ticket.version()) {
                    throw new TicketConflictException(id, version);
                }
            });
            List<ThreadEntry> newer =
                    newerThan(tx, ticket, change.expectedLast().orElse(null));
            if (!newer.isEmpty()) {
                throw new StaleThreadException(id, newer);
            }
            TicketRules.Ruled ruled = TicketRules.change(ticket, change, actor, parts.now());
            return ruled.events().isEmpty() ? ticket : writer.update(tx, ruled);
        });
    }

    @Override
    public void delete(Actor.Staff actor, TicketId id) {
        store.join(tx -> {
            Optional<Ticket> found =
                    tx.tickets().lock(id).filter(t -> parts.access().permits(actor, Action.VIEW, t));
            found.ifPresent(ticket -> {
                requirePermitted(actor, Action.DELETE, ticket);
                tx.outbox().deleteAll(id);
                tx.receipts().deleteClaims(id);
                List<AttachmentId> orphans = tx.entries().deleteAll(id);
                tx.tickets().delete(id);
                writer.publish(tx, List.of(new TicketEvent.Deleted(id, parts.now(), actor.name())));
                tx.afterCommit(() -> files.dropIds(orphans));
            });
            return found;
        });
    }

    @Override
    public Optional<AttachmentDownload> attachment(Actor.Staff actor, TicketId id, AttachmentId attachment) {
        Optional<Attachment> known = store.read(tx -> {
            requireVisible(actor, id, tx.tickets().find(id));
            return tx.entries().attachment(id, attachment);
        });
        try {
            if (known.isEmpty()) {
                return Optional.empty();
            }
            return parts.files().open(attachment).map(bytes -> new AttachmentDownload(known.get(), bytes));
        } catch (IOException e) {
            throw new StorageException("The bytes of attachment " + attachment + " could not be read", e);
        }
    }

    /** What a call that adds an entry does, when its draft was used before and when it was not. */
    private interface Writing<T> {
        T again(TicketTransaction tx, Ticket ticket, ThreadEntry entry);

        T first(TicketTransaction tx, Ticket ticket, List<Attachment> attachments);
    }

    private <T> T write(
            Actor.Staff actor,
            TicketId id,
            Action action,
            EntryId entry,
            String text,
            List<Upload> uploads,
            Writing<T> writing) {
        Function<TicketTransaction, Optional<T>> again = tx -> {
            Ticket ticket = requireVisible(actor, id, tx.tickets().find(id));
            requirePermitted(actor, action, ticket);
            return tx.entries().find(entry).map(found -> writing.again(tx, ticket, requireOn(id, found)));
        };
        Optional<T> before = store.read(again);
        if (before.isPresent()) {
            return before.get();
        }
        Violations wrong = new Violations();
        wrong.message("text", text);
        Files.check(uploads, parts.limits(), wrong);
        wrong.throwIfAny();
        List<Attachment> attachments = keep(uploads);
        try {
            return store.join(tx -> {
                Ticket ticket = requireVisible(actor, id, tx.tickets().lock(id));
                Optional<T> meanwhile = again.apply(tx);
                if (meanwhile.isPresent()) {
                    tx.afterCommit(() -> files.drop(attachments));
                    return meanwhile.get();
                }
                return writing.first(tx, ticket, attachments);
            });
        } catch (StorageException e) {
            // The commit may have happened: the bytes stay, for the entry that may name them.
            throw e;
        } catch (EmbedeskException e) {
            files.drop(attachments);
            throw e;
        }
    }

    private List<Attachment> keep(List<Upload> uploads) {
        try {
            return files.keep(uploads);
        } catch (IOException e) {
            throw new StorageException("The bytes of an attachment could not be kept", e);
        }
    }

    private static ThreadEntry requireOn(TicketId ticket, ThreadEntry entry) {
        if (!entry.ticket().equals(ticket)) {
            throw new InvalidInputException("draft", "was used on another ticket; make a new draft");
        }
        return entry;
    }

    private static <E extends ThreadEntry> E sameKind(Class<E> kind, ThreadEntry entry) {
        if (!kind.isInstance(entry)) {
            throw new InvalidInputException("draft", "has the id of another kind of entry; make a new draft");
        }
        return kind.cast(entry);
    }

    private static List<ThreadEntry> newerThan(TicketTransaction tx, Ticket ticket, @Nullable EntryId lastSeen) {
        if (lastSeen == null) {
            return List.of();
        }
        ThreadEntry seen = tx.entries()
                .find(lastSeen)
                .filter(entry -> entry.ticket().equals(ticket.id()))
                .orElseThrow(() -> new InvalidInputException("lastSeen", "is not an entry of this ticket"));
        return seen.seq() == ticket.lastSeq() ? List.of() : tx.entries().thread(ticket.id(), seen.seq());
    }

    private Ticket requireVisible(Actor.Staff actor, TicketId id, Optional<Ticket> ticket) {
        return ticket.filter(found -> parts.access().permits(actor, Action.VIEW, found))
                .orElseThrow(() -> new TicketNotFoundException(id));
    }

    private Ticket requirePermitted(Actor.Staff actor, Action action, Ticket ticket) {
        if (!parts.access().permits(actor, action, ticket)) {
            throw new AccessDeniedException(actor, action, ticket.id());
        }
        return ticket;
    }
}
