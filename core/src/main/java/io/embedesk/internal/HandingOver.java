package io.embedesk.internal;

import io.embedesk.Actor;
import io.embedesk.AgentReply;
import io.embedesk.Contact;
import io.embedesk.CustomerMessage;
import io.embedesk.CustomerMessage.Audience;
import io.embedesk.Desk;
import io.embedesk.EntryId;
import io.embedesk.MessageBody;
import io.embedesk.RateLimitedException;
import io.embedesk.Source;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.event.TicketEvent;
import io.embedesk.intake.Conversation;
import io.embedesk.intake.Conversation.Line;
import io.embedesk.intake.Conversation.Speaker;
import io.embedesk.intake.ConversationHandoff;
import io.embedesk.intake.Handoff;
import io.embedesk.spi.KeyedRow;
import io.embedesk.spi.TicketTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A conversation of the host becomes a ticket, once; a line becomes an entry, once. */
public final class HandingOver {
    private static final Actor HANDOFF = Actor.system("handoff");
    private static final String BOT = "bot";
    private static final String UNTITLED = "Conversation";
    private static final int LINE_ID_LENGTH = 100;
    private static final Limit PER_SOURCE =
            new Limit("handoff", ConversationHandoff.MOST_PER_SOURCE, Duration.ofHours(1));

    private final DeskParts parts;
    private final TicketWriter writer;
    private final Acknowledging acknowledging;

    private HandingOver(StoreDesk desk) {
        this.parts = desk.parts();
        this.writer = desk.writer();
        this.acknowledging = new Acknowledging(parts);
    }

    public static HandingOver of(Desk desk) {
        return new HandingOver(StoreDesk.of(desk));
    }

    public Handoff over(Conversation conversation) {
        Contact visitor = checked(conversation);
        Optional<TicketId> known = parts.store().read(tx -> ticketOf(tx, conversation));
        if (known.isPresent()) {
            return parts.store().join(tx -> again(tx, conversation, visitor, known.get()));
        }
        long number = writer.takeNumber();
        Handoff result = parts.store().join(tx -> first(tx, conversation, visitor, number));
        if (!(result instanceof Handoff.Opened)) {
            writer.giveBack(number);
        }
        return result;
    }

    private static Optional<TicketId> ticketOf(TicketTransaction tx, Conversation conversation) {
        return tx.keys().find(Conversations.GROUP, conversation.id()).map(row -> new TicketId(row.value()));
    }

    private static Contact checked(Conversation conversation) {
        Violations wrong = new Violations();
        wrong.conversation(conversation.id());
        if (conversation.subject() != null) {
            wrong.subject(conversation.subject());
        }
        Contact visitor = wrong.contact(conversation.visitorName(), conversation.visitorEmail());
        List<Line> lines = conversation.lines();
        if (lines.size() > Conversation.MOST_LINES) {
            wrong.add("lines", "are " + lines.size() + "; at most " + Conversation.MOST_LINES + " are allowed");
        } else {
            checkLines(lines, wrong);
        }
        wrong.throwIfAny();
        return visitor;
    }

    private static void checkLines(List<Line> lines, Violations wrong) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            String field = "lines[" + i + "]";
            if (line.id().isBlank() || line.id().length() > LINE_ID_LENGTH) {
                wrong.add(field + ".id", "must have 1 to " + LINE_ID_LENGTH + " characters");
            } else if (!ids.add(line.id())) {
                wrong.add(field + ".id", "'" + Texts.shown(line.id()) + "' names another line too");
            }
            wrong.agent(field + ".agent", line.agent());
            wrong.message(field + ".text", line.text());
        }
    }

    /** The key is inserted first: of two that hand the same conversation over at once, one waits and then finds the ticket. */
    private Handoff first(TicketTransaction tx, Conversation conversation, Contact visitor, long number) {
        Instant now = parts.now();
        if (conversation.source() != null && !PER_SOURCE.take(tx, conversation.source(), now)) {
            throw new RateLimitedException("conversations from this source that became tickets", PER_SOURCE.end(now));
        }
        TicketId id = TicketId.mint();
        if (!tx.keys().insert(KeyedRow.of(Conversations.GROUP, conversation.id(), id.value()))) {
            return again(tx, conversation, visitor, ticketOf(tx, conversation).orElseThrow());
        }
        Ticket opened = Ticket.builder(id, number, now)
                .subject(subject(conversation))
                .contact(visitor)
                .source(Source.HANDOFF)
                .conversation(conversation.id())
                .build();
        TicketRules.Ruled ruled = acknowledging.opened(
                tx, new TicketRules.Ruled(opened, List.of(new TicketEvent.Opened(id, now, HANDOFF.name()))));
        writer.insert(tx, ruled);
        Ticket ticket = ruled.ticket();
        return new Handoff.Opened(add(tx, ticket, entries(id, ticket, conversation.lines(), now), visitor, now));
    }

    /** A deleted ticket takes its key along, so there is one; what was merged goes on with its survivor. */
    private Handoff again(TicketTransaction tx, Conversation conversation, Contact visitor, TicketId id) {
        Ticket known = tx.tickets().lock(id).orElseThrow();
        Ticket ticket = known.root().isEmpty()
                ? known
                : tx.tickets().lock(known.root().get()).orElseThrow();
        List<Line> unknown = conversation.lines().stream()
                .filter(line -> tx.entries().find(entryId(id, line)).isEmpty())
                .toList();
        Instant now = parts.now();
        Contact contact = ticket.id().equals(id) ? completed(ticket.contact(), visitor) : ticket.contact();
        List<ThreadEntry> entries =
                entries(id, ticket.toBuilder().contact(contact).build(), unknown, now);
        return new Handoff.Continued(add(tx, ticket, entries, contact, now), unknown.size());
    }

    /** What a visitor says of themselves later completes what was known, and never replaces it. */
    private static Contact completed(Contact known, Contact visitor) {
        return new Contact(
                known.name() == null ? visitor.name() : known.name(),
                known.email() == null ? visitor.email() : known.email());
    }

    private Ticket add(TicketTransaction tx, Ticket ticket, List<ThreadEntry> entries, Contact contact, Instant now) {
        entries.forEach(tx.entries()::append);
        List<TicketRules.Said> said = entries.stream()
                .map(entry -> new TicketRules.Said(entry.id(), entry instanceof CustomerMessage))
                .toList();
        TicketRules.Ruled ruled = TicketRules.transcribed(ticket, said, contact, HANDOFF, now);
        return ruled.events().isEmpty() ? ticket : writer.update(tx, ticket, ruled);
    }

    private static List<ThreadEntry> entries(TicketId origin, Ticket ticket, List<Line> lines, Instant now) {
        List<ThreadEntry> entries = new ArrayList<>();
        for (Line line : lines) {
            long seq = ticket.lastSeq() + entries.size() + 1;
            entries.add(entry(entryId(origin, line), ticket, seq, line, now));
        }
        return entries;
    }

    /** Of the ticket that the conversation became: so a line is known again on the survivor of a merge. */
    private static EntryId entryId(TicketId origin, Line line) {
        return new EntryId(Crockford.derivedId(Hashes.hex("line", origin.value(), line.id())));
    }

    private static ThreadEntry entry(EntryId id, Ticket ticket, long seq, Line line, Instant now) {
        Instant at = line.at().isAfter(now) ? now : line.at().truncatedTo(ChronoUnit.MICROS);
        MessageBody body = MessageBody.of(line.text());
        if (line.speaker() == Speaker.VISITOR) {
            return new CustomerMessage(
                    id, ticket.id(), seq, at, visitor(ticket), body, Audience.EVERYONE, Set.of(), List.of());
        }
        // It was said in the conversation, so there is no mail of it, sent or skipped.
        return new AgentReply(id, ticket.id(), seq, at, answering(line.agent()), body, List.of());
    }

    private static String answering(@Nullable String agent) {
        return agent == null ? BOT : agent;
    }

    private static Mailbox visitor(Ticket ticket) {
        EmailAddress email = ticket.contact().email();
        return new Mailbox(ticket.contact().name(), email == null ? EmailAddress.of("visitor@invalid") : email);
    }

    private static String subject(Conversation conversation) {
        if (conversation.subject() != null) {
            return conversation.subject().strip();
        }
        return conversation.lines().stream()
                .filter(line -> line.speaker() == Speaker.VISITOR)
                .map(line -> Texts.oneLine(line.text(), Texts.SUBJECT_LENGTH))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(UNTITLED);
    }
}
