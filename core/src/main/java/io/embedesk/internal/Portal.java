package io.embedesk.internal;

import io.embedesk.Actor;
import io.embedesk.Attachment;
import io.embedesk.AttachmentDownload;
import io.embedesk.AttachmentId;
import io.embedesk.Contact;
import io.embedesk.CustomerMessage;
import io.embedesk.CustomerMessage.Audience;
import io.embedesk.Desk;
import io.embedesk.EntryId;
import io.embedesk.InvalidInputException;
import io.embedesk.MessageBody;
import io.embedesk.RateLimitedException;
import io.embedesk.Source;
import io.embedesk.StorageException;
import io.embedesk.Ticket;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.TicketNotFoundException;
import io.embedesk.TicketSort;
import io.embedesk.Upload;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.event.TicketEvent;
import io.embedesk.portal.CustomerPortal;
import io.embedesk.portal.PortalAnswer;
import io.embedesk.portal.PortalDraft;
import io.embedesk.portal.PortalEntry;
import io.embedesk.portal.PortalPage;
import io.embedesk.portal.PortalThread;
import io.embedesk.portal.PortalTicket;
import io.embedesk.spi.PagePosition;
import io.embedesk.spi.TicketStore;
import io.embedesk.spi.TicketTransaction;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The customer's view: what may be seen is {@link PortalView}'s, who may see it and what may be written is here. */
public final class Portal {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Limit TICKETS = new Limit("portal-open", CustomerPortal.MOST_TICKETS_AN_HOUR, HOUR);
    private static final Limit ANSWERS = new Limit("portal-answer", CustomerPortal.MOST_ANSWERS_AN_HOUR, HOUR);

    private final StoreDesk desk;
    private final DeskParts parts;
    private final TicketStore store;
    private final Files files;
    private final Acknowledging acknowledging;
    private final @Nullable UnaryOperator<String> names;

    private Portal(StoreDesk desk, @Nullable UnaryOperator<String> names) {
        this.desk = desk;
        this.parts = desk.parts();
        this.store = parts.store();
        this.files = new Files(parts);
        this.acknowledging = new Acknowledging(parts);
        this.names = names;
    }

    public static Portal of(Desk desk) {
        return new Portal(StoreDesk.of(desk), null);
    }

    public Portal naming(UnaryOperator<String> others) {
        return new Portal(desk, others);
    }

    private PortalView view(Actor.Customer customer) {
        return new PortalView(customer.email(), names, parts.now());
    }

    /** By creation, whose time is no secret: a cursor by last activity would tell when agents wrote to each other. */
    public PortalPage list(Actor.Customer customer, @Nullable String after) {
        List<TicketFilter> own = List.of(TicketFilter.ALL.contact(customer.email()));
        PagePosition place = after == null ? null : PortalCursor.read(after);
        List<Ticket> found =
                store.read(tx -> tx.tickets().page(own, TicketSort.NEWEST, place, CustomerPortal.PAGE + 1));
        boolean more = found.size() > CustomerPortal.PAGE;
        List<Ticket> page = more ? found.subList(0, CustomerPortal.PAGE) : found;
        return new PortalPage(
                page.stream().map(PortalView::ticket).toList(),
                more ? PortalCursor.after(page.get(page.size() - 1)) : null);
    }

    public PortalThread thread(Actor.Customer customer, TicketId id) {
        return store.read(tx -> {
            Ticket ticket = found(customer, id, find(tx, id, false));
            List<PortalEntry> entries = view(customer).entries(tx, ticket);
            return new PortalThread(PortalView.ticket(ticket), ticket.description(), entries);
        });
    }

    private static Optional<Ticket> find(TicketTransaction tx, TicketId id, boolean lock) {
        Optional<Ticket> ticket = lock ? tx.tickets().lock(id) : tx.tickets().find(id);
        return ticket.flatMap(known -> known.root().isEmpty()
                ? ticket
                : lock
                        ? tx.tickets().lock(known.root().get())
                        : tx.tickets().find(known.root().get()));
    }

    /** Another customer's ticket looks as if there were none. */
    private static Ticket found(Actor.Customer customer, TicketId id, Optional<Ticket> ticket) {
        return ticket.filter(one -> Participants.takesPart(one, customer.email()))
                .orElseThrow(() -> new TicketNotFoundException(id));
    }

    public PortalTicket open(Actor.Customer customer, PortalDraft draft) {
        Optional<Ticket> before = store.read(tx -> tx.tickets().find(draft.id()));
        if (before.isPresent()) {
            return PortalView.ticket(found(customer, draft.id(), before));
        }
        Violations wrong = new Violations();
        wrong.subject(draft.subject());
        Contact contact = wrong.contact(draft.name(), customer.email().value());
        check(draft.text(), draft.uploads(), wrong);
        long number = desk.writer().takeNumber();
        return files.keeping(
                draft.uploads(),
                attachments -> store.join(tx -> open(tx, customer, draft, contact, number, attachments)));
    }

    private void check(String text, List<Upload> uploads, Violations wrong) {
        wrong.message("text", text);
        Files.check(uploads, parts.limits(), wrong);
        wrong.throwIfAny();
    }

    private PortalTicket open(
            TicketTransaction tx,
            Actor.Customer customer,
            PortalDraft draft,
            Contact contact,
            long number,
            List<Attachment> attachments) {
        Instant now = parts.now();
        take(tx, TICKETS, "tickets opened by this customer", customer, now);
        Ticket opened = Ticket.builder(draft.id(), number, now)
                .subject(draft.subject().strip())
                .contact(contact)
                .source(Source.PORTAL)
                .build();
        TicketRules.Ruled ruled = acknowledging.opened(
                tx, new TicketRules.Ruled(opened, List.of(new TicketEvent.Opened(opened.id(), now, customer.name()))));
        desk.writer().insert(tx, ruled);
        say(tx, customer, ruled.ticket(), EntryId.mint(), draft.text(), attachments, now);
        return PortalView.ticket(ruled.ticket());
    }

    private static void take(TicketTransaction tx, Limit limit, String what, Actor.Customer customer, Instant now) {
        if (!limit.take(tx, customer.email().value().toLowerCase(Locale.ROOT), now)) {
            throw new RateLimitedException(what, limit.end(now));
        }
    }

    public PortalEntry answer(Actor.Customer customer, TicketId id, PortalAnswer answer) {
        Optional<PortalEntry> before = store.read(tx -> again(tx, customer, id, answer.id(), false));
        if (before.isPresent()) {
            return before.get();
        }
        check(answer.text(), answer.uploads(), new Violations());
        return files.keeping(
                answer.uploads(),
                attachments -> store.join(tx -> {
                    Optional<PortalEntry> meanwhile = again(tx, customer, id, answer.id(), true);
                    if (meanwhile.isPresent()) {
                        tx.afterCommit(() -> files.drop(attachments));
                        return meanwhile.get();
                    }
                    Ticket ticket = found(customer, id, find(tx, id, false));
                    Instant now = parts.now();
                    take(tx, ANSWERS, "answers by this customer", customer, now);
                    return view(customer)
                            .entry(say(tx, customer, ticket, answer.id(), answer.text(), attachments, now));
                }));
    }

    private Optional<PortalEntry> again(
            TicketTransaction tx, Actor.Customer customer, TicketId id, EntryId entry, boolean lock) {
        Ticket ticket = found(customer, id, find(tx, id, lock));
        return tx.entries().find(entry).map(known -> {
            boolean own = known instanceof CustomerMessage message
                    && message.from().address().sameAs(customer.email())
                    && Talking.isOf(tx, ticket, known.ticket());
            if (!own) {
                throw new InvalidInputException("answer", "has the id of another entry; make a new answer");
            }
            return view(customer).entry(known);
        });
    }

    private CustomerMessage say(
            TicketTransaction tx,
            Actor.Customer customer,
            Ticket ticket,
            EntryId id,
            String text,
            List<Attachment> attachments,
            Instant now) {
        TicketRules.Ruled ruled = TicketRules.received(ticket, id, true, customer, now);
        CustomerMessage message = new CustomerMessage(
                id,
                ticket.id(),
                ruled.ticket().lastSeq(),
                now,
                new Mailbox(nameOf(ticket, customer.email()), customer.email()),
                MessageBody.of(text),
                Audience.EVERYONE,
                Set.of(),
                attachments);
        tx.entries().append(message);
        desk.writer().update(tx, ticket, ruled);
        return message;
    }

    private static @Nullable String nameOf(Ticket ticket, EmailAddress who) {
        EmailAddress contact = ticket.contact().email();
        return contact != null && contact.sameAs(who) ? ticket.contact().name() : null;
    }

    public Optional<AttachmentDownload> attachment(Actor.Customer customer, TicketId id, AttachmentId attachment) {
        Optional<Attachment> seen = thread(customer, id).entries().stream()
                .flatMap(entry -> entry.attachments().stream())
                .filter(file -> file.id().equals(attachment))
                .findFirst();
        try {
            return seen.isEmpty()
                    ? Optional.empty()
                    : parts.files().open(attachment).map(bytes -> new AttachmentDownload(seen.get(), bytes));
        } catch (IOException e) {
            throw new StorageException("The bytes of attachment " + attachment + " could not be read", e);
        }
    }
}
