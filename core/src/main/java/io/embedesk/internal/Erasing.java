package io.embedesk.internal;

import io.embedesk.AgentReply;
import io.embedesk.Attachment;
import io.embedesk.AttachmentId;
import io.embedesk.Contact;
import io.embedesk.CustomerMessage;
import io.embedesk.EntryId;
import io.embedesk.InternalNote;
import io.embedesk.MessageBody;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.EmailDelivery.Recipient;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.email.Mailbox;
import io.embedesk.event.TicketEvent;
import io.embedesk.spi.MailReference;
import io.embedesk.spi.OutboxRow;
import io.embedesk.spi.TicketTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Takes what is personal out of a ticket that stays. Who wrote when, and what was changed, remains. */
final class Erasing {
    private static final String ERASED = "[erased]";
    private static final Mailbox NOBODY = Mailbox.of(EmailAddress.of("erased@invalid"));

    private final DeskParts parts;
    private final TicketWriter writer;
    private final Removing removing;
    private final Files files;

    Erasing(DeskParts parts, TicketWriter writer) {
        this.parts = parts;
        this.writer = writer;
        this.removing = new Removing(parts, writer);
        this.files = new Files(parts);
    }

    /** Everything that anybody wrote, and whom it was about. */
    void anonymise(TicketTransaction tx, Ticket ticket, String by) {
        List<AttachmentId> orphans = removing.forgetMail(tx, ticket);
        orphans.addAll(rewriteThread(tx, ticket, entry -> true));
        rewriteMail(tx, ticket, address -> true);
        tx.privacy().forgetTags(ticket.id());
        Instant now = parts.now();
        write(
                tx,
                ticket,
                ticket.toBuilder()
                        .subject(ERASED)
                        .description("")
                        .contact(Contact.UNKNOWN)
                        .participants(List.of())
                        .tags(List.of())
                        .threadId(null)
                        .conversation(null),
                new TicketEvent.Erased(ticket.id(), now, by),
                orphans);
    }

    /** What one person wrote on a ticket of somebody else, and their address there. */
    void forget(TicketTransaction tx, Ticket ticket, EmailAddress who, String by) {
        List<AttachmentId> orphans = rewriteThread(
                tx,
                ticket,
                entry -> entry instanceof CustomerMessage message
                        && message.from().address().sameAs(who));
        rewriteMail(tx, ticket, who::sameAs);
        write(
                tx,
                ticket,
                ticket.toBuilder()
                        .participants(ticket.participants().stream()
                                .filter(participant -> !participant.is(who))
                                .toList()),
                new TicketEvent.Erased(ticket.id(), parts.now(), by),
                orphans);
    }

    private void write(
            TicketTransaction tx, Ticket before, Ticket.Builder next, TicketEvent event, List<AttachmentId> orphans) {
        Ticket after = next.version(before.version() + 1)
                .times(before.times().updated(event.at()))
                .build();
        writer.update(tx, before, new TicketRules.Ruled(after, List.of(event)));
        tx.afterCommit(() -> files.dropIds(orphans));
    }

    /** Entries never change, so the thread is written anew, each at its place; returns files that nobody names any more. */
    private static List<AttachmentId> rewriteThread(
            TicketTransaction tx, Ticket ticket, Predicate<ThreadEntry> personal) {
        List<ThreadEntry> thread = tx.entries().thread(ticket.id(), 0);
        Set<EntryId> gone = new HashSet<>();
        List<AttachmentId> orphans = new ArrayList<>();
        for (ThreadEntry entry : thread) {
            if (personal.test(entry)) {
                gone.add(entry.id());
                entry.attachments().stream().map(Attachment::id).forEach(orphans::add);
            }
        }
        if (!gone.isEmpty()) {
            List<MailReference> mails = tx.entries().mails(ticket.id());
            tx.entries().deleteAll(ticket.id());
            thread.forEach(entry -> tx.entries().append(gone.contains(entry.id()) ? erased(entry) : entry));
            boolean whole = gone.size() == thread.size();
            mails.stream()
                    .filter(mail -> !whole && (mail.entry() == null || !gone.contains(mail.entry())))
                    .forEach(tx.entries()::remember);
        }
        return orphans;
    }

    private static ThreadEntry erased(ThreadEntry entry) {
        MessageBody body = MessageBody.of(ERASED);
        return entry.<ThreadEntry>match(
                m -> new CustomerMessage(
                        m.id(), m.ticket(), m.seq(), m.createdAt(), NOBODY, body, m.audience(), m.flags(), List.of()),
                r -> new AgentReply(r.id(), r.ticket(), r.seq(), r.createdAt(), r.agent(), body, List.of()),
                n -> new InternalNote(n.id(), n.ticket(), n.seq(), n.createdAt(), n.agent(), body, List.of()));
    }

    /**
     * Rows are written anew without lease and sealed mail: whoever is sending one now cannot record it any more, and a mail
     * that still has to go to others is sealed again.
     */
    private void rewriteMail(TicketTransaction tx, Ticket ticket, Predicate<EmailAddress> personal) {
        List<OutboxRow> rows = tx.outbox().ofTicket(ticket.id());
        tx.outbox().deleteAll(ticket.id());
        for (OutboxRow row : rows) {
            if (row.isAutomatic()) {
                keepUnlessPersonal(tx, row, personal);
                continue;
            }
            EmailDelivery was = row.delivery();
            List<Recipient> others = was.recipients().stream()
                    .filter(recipient -> !personal.test(recipient.address()))
                    .toList();
            boolean waits = was.state() == State.QUEUED || was.state() == State.SENDING;
            boolean nobodyLeft = others.isEmpty()
                    && (personal.test(NOBODY.address()) || !was.recipients().isEmpty());
            State state = !waits ? was.state() : nobodyLeft ? State.CANCELLED : State.QUEUED;
            Instant dueAt = row.lease() == null ? row.dueAt() : row.lease().until();
            EmailDelivery now =
                    new EmailDelivery(was.reply(), state, was.skipReason(), others, was.attempts(), null, parts.now());
            tx.outbox().insert(new OutboxRow(row.ticket(), now, dueAt, row.answeredAttempts(), null, null));
        }
    }

    private static void keepUnlessPersonal(TicketTransaction tx, OutboxRow row, Predicate<EmailAddress> personal) {
        if (row.delivery().recipients().stream().noneMatch(recipient -> personal.test(recipient.address()))) {
            tx.outbox().insert(row);
        }
    }
}
