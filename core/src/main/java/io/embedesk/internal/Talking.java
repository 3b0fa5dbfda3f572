package io.embedesk.internal;

import io.embedesk.Actor;
import io.embedesk.AgentReply;
import io.embedesk.Attachment;
import io.embedesk.EntryId;
import io.embedesk.InternalNote;
import io.embedesk.InvalidInputException;
import io.embedesk.MessageBody;
import io.embedesk.NoteDraft;
import io.embedesk.ReplyDraft;
import io.embedesk.ReplyResult;
import io.embedesk.StaleThreadException;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.Upload;
import io.embedesk.spi.AccessPolicy.Action;
import io.embedesk.spi.OutboxRow;
import io.embedesk.spi.TicketStore;
import io.embedesk.spi.TicketTransaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Replies and notes, and their mail. Each call is: check the input, put files away, then in one transaction lock the ticket,
 * ask the policy, let the rules decide, write. All checks come before the first write, so that a refusal never spoils a
 * transaction of the host.
 */
final class Talking {
    private final DeskParts parts;
    private final TicketStore store;
    private final TicketWriter writer;
    private final Guard guard;
    private final Files files;
    private final ReplyMail mail;

    Talking(DeskParts parts, TicketWriter writer) {
        this.parts = parts;
        this.store = parts.store();
        this.writer = writer;
        this.guard = new Guard(parts.access());
        this.files = new Files(parts);
        this.mail = new ReplyMail(parts);
    }

    ReplyResult reply(Actor.Staff actor, TicketId id, ReplyDraft draft) {
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
        return new ReplyResult(reply, writer.update(tx, before, decision.ruled()), decision.delivery(), newer);
    }

    InternalNote note(Actor.Staff actor, TicketId id, NoteDraft draft) {
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
                writer.update(tx, before, ruled);
                return note;
            }
        });
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
            Ticket ticket = guard.permitted(actor, action, guard.find(tx, actor, id));
            return repeated(tx, ticket, entry, writing);
        };
        // Files are put away before the transaction: not once more for a call that only repeats.
        Optional<T> before = uploads.isEmpty() ? Optional.empty() : store.read(again);
        if (before.isPresent()) {
            return before.get();
        }
        Violations wrong = new Violations();
        wrong.message("text", text);
        Files.check(uploads, parts.limits(), wrong);
        wrong.throwIfAny();
        return files.keeping(
                uploads,
                attachments -> store.join(tx -> {
                    Ticket ticket = guard.lock(tx, actor, action, id);
                    Optional<T> meanwhile = repeated(tx, ticket, entry, writing);
                    if (meanwhile.isPresent()) {
                        tx.afterCommit(() -> files.drop(attachments));
                        return meanwhile.get();
                    }
                    return writing.first(tx, ticket, attachments);
                }));
    }

    private static <T> Optional<T> repeated(TicketTransaction tx, Ticket ticket, EntryId entry, Writing<T> writing) {
        return tx.entries().find(entry).map(found -> writing.again(tx, ticket, requireOn(tx, ticket, found)));
    }

    private static ThreadEntry requireOn(TicketTransaction tx, Ticket ticket, ThreadEntry entry) {
        if (!isOf(tx, ticket, entry.ticket())) {
            throw new InvalidInputException("draft", "was used on another ticket; make a new draft");
        }
        return entry;
    }

    /** Of the ticket itself, or of one that was merged into it. */
    static boolean isOf(TicketTransaction tx, Ticket ticket, TicketId owner) {
        return owner.equals(ticket.id())
                || tx.tickets()
                        .find(owner)
                        .flatMap(Ticket::root)
                        .filter(ticket.id()::equals)
                        .isPresent();
    }

    private static <E extends ThreadEntry> E sameKind(Class<E> kind, ThreadEntry entry) {
        if (!kind.isInstance(entry)) {
            throw new InvalidInputException("draft", "has the id of another kind of entry; make a new draft");
        }
        return kind.cast(entry);
    }

    /** What was written on the ticket since; an entry that came with a merge is a place in time. */
    static List<ThreadEntry> newerThan(TicketTransaction tx, Ticket ticket, @Nullable EntryId lastSeen) {
        if (lastSeen == null) {
            return List.of();
        }
        if (lastSeen.equals(EntryId.NOTHING)) {
            return tx.entries().thread(ticket.id(), 0);
        }
        ThreadEntry seen = tx.entries()
                .find(lastSeen)
                .filter(entry -> isOf(tx, ticket, entry.ticket()))
                .orElseThrow(() -> new InvalidInputException("lastSeen", "is not an entry of this ticket"));
        if (seen.ticket().equals(ticket.id())) {
            return seen.seq() == ticket.lastSeq() ? List.of() : tx.entries().thread(ticket.id(), seen.seq());
        }
        return tx.entries().thread(ticket.id(), 0).stream()
                .filter(entry -> entry.createdAt().isAfter(seen.createdAt()))
                .toList();
    }
}
