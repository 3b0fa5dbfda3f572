package io.embedesk.internal;

import io.embedesk.Actor;
import io.embedesk.Attachment;
import io.embedesk.Contact;
import io.embedesk.CustomerMessage;
import io.embedesk.CustomerMessage.Audience;
import io.embedesk.CustomerMessage.Flag;
import io.embedesk.EntryId;
import io.embedesk.MessageBody;
import io.embedesk.Participant;
import io.embedesk.Source;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.TicketOrigin;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.event.TicketEvent;
import io.embedesk.intake.IncomingMessage;
import io.embedesk.intake.IncomingMessage.Kind;
import io.embedesk.intake.Match;
import io.embedesk.intake.Match.Strategy;
import io.embedesk.intake.Match.Strength;
import io.embedesk.intake.Outcome;
import io.embedesk.intake.Outcome.Disposition;
import io.embedesk.spi.MailReference;
import io.embedesk.spi.MessageKey;
import io.embedesk.spi.TicketTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One message into one place, in one transaction: lock, trust, dedupe, append or open, reopen, events. */
final class MessageReceiver {
    private static final Actor MAIL = Actor.system("mail");
    private static final String NO_SUBJECT = "(no subject)";
    private static final String NEW = "new";

    private final DeskParts parts;
    private final TicketWriter writer;
    private final Acknowledging acknowledging;

    MessageReceiver(DeskParts parts, TicketWriter writer) {
        this.parts = parts;
        this.writer = writer;
        this.acknowledging = new Acknowledging(parts);
    }

    Outcome receive(
            TicketTransaction tx,
            IncomingMessage message,
            List<Attachment> attachments,
            String fingerprint,
            Optional<Match> match,
            long numberIfOpened) {
        Optional<Ticket> target = match.flatMap(m -> survivor(tx, m.ticket()));
        Optional<Match> found = match.filter(m -> target.isPresent());
        boolean participant =
                target.filter(ticket -> isParticipant(ticket, message)).isPresent();
        TrustTable.Verdict verdict = TrustTable.decide(
                new TrustTable.Case(message.kind(), participant, message.authentication(), found.map(Match::strength)));
        Arrival arrival =
                new Arrival(tx, message, attachments, fingerprint, found.orElse(null), numberIfOpened, parts.now());
        if (Removing.wasErased(tx, arrival.key(NEW), arrival.now())) {
            return new Outcome(Disposition.DUPLICATE, null, null, found.orElse(null));
        }
        if (message.kind() == Kind.HUMAN && message.from() != null) {
            Suppressions.lift(tx, message.from().address());
        }
        if (verdict instanceof TrustTable.Append append) {
            return append(arrival, target.orElseThrow(), append);
        }
        if (verdict instanceof TrustTable.Open open) {
            return open(arrival, open.flags());
        }
        return note(arrival, ((TrustTable.Note) verdict).disposition());
    }

    /** Everything about a message on its way to its place. */
    private record Arrival(
            TicketTransaction tx,
            IncomingMessage message,
            List<Attachment> attachments,
            String fingerprint,
            @Nullable Match match,
            long numberIfOpened,
            Instant now) {
        MessageKey key(String target) {
            String id = message.messageId() == null
                    ? fingerprint
                    : Hashes.hex(message.messageId().value());
            return new MessageKey(id, fingerprint, target);
        }

        boolean claim(String target, TicketId ticket) {
            return tx.receipts().claim(key(target), ticket);
        }

        /**
         * Whether the mail itself names its ticket. One that only names other mails has a single place, which may be another one when it
         * comes again and a mail that it answers has come in between: so it is claimed as if it had none.
         */
        boolean isAddressed() {
            return match != null && match.strategy() == Strategy.REPLY_ADDRESS;
        }
    }

    private static Outcome elsewhere(Arrival arrival) {
        TicketId first = arrival.tx().receipts().claimedBy(arrival.key(NEW)).orElse(null);
        return new Outcome(Disposition.DUPLICATE, first, null, arrival.match());
    }

    /** As for agents: what was sent to a merged ticket arrives at its survivor. */
    private static Optional<Ticket> survivor(TicketTransaction tx, TicketId id) {
        return tx.tickets()
                .lock(id)
                .flatMap(ticket -> ticket.root().isEmpty()
                        ? Optional.of(ticket)
                        : tx.tickets().lock(ticket.root().get()));
    }

    /** A mail that names several authors is nobody's. */
    private static boolean isParticipant(Ticket ticket, IncomingMessage message) {
        Mailbox from = message.from();
        return from != null && !message.ambiguousSender() && Participants.takesPart(ticket, from.address());
    }

    private Outcome append(Arrival arrival, Ticket ticket, TrustTable.Append verdict) {
        if (cameBeforeTheMerge(arrival, ticket)) {
            return new Outcome(Disposition.DUPLICATE, ticket.id(), null, arrival.match());
        }
        if (!arrival.isAddressed() && !arrival.claim(NEW, ticket.id())) {
            return elsewhere(arrival);
        }
        if (!arrival.claim(ticket.id().value(), ticket.id())) {
            return new Outcome(Disposition.DUPLICATE, ticket.id(), null, arrival.match());
        }
        EntryId entry = EntryId.mint();
        Ticket suggesting = ticket.toBuilder()
                .participants(suggested(ticket, arrival.message()))
                .build();
        TicketRules.Ruled ruled = TicketRules.received(suggesting, entry, verdict.reopen(), MAIL, arrival.now());
        CustomerMessage message =
                message(arrival, ruled.ticket(), entry, verdict.audience(), flags(arrival, verdict.flags()));
        save(arrival, message);
        writer.update(arrival.tx(), ticket, ruled);
        return new Outcome(disposition(verdict), ticket.id(), entry, arrival.match());
    }

    private static boolean cameBeforeTheMerge(Arrival arrival, Ticket survivor) {
        return arrival.tx().tickets().absorbed(survivor.id()).stream()
                .anyMatch(absorbed -> arrival.tx()
                        .receipts()
                        .claimedBy(arrival.key(absorbed.id().value()))
                        .isPresent());
    }

    /** A sender who takes no part yet, and whoever got a copy, may be let in by an agent. Nobody is by writing alone. */
    private List<Participant> suggested(Ticket ticket, IncomingMessage message) {
        List<Mailbox> seen = new ArrayList<>();
        if (message.from() != null && !message.ambiguousSender() && message.kind() == Kind.HUMAN) {
            seen.add(message.from());
        }
        message.copies().stream().filter(copy -> !isOurs(copy.address())).forEach(seen::add);
        Ticket suggesting = ticket;
        for (Mailbox one : seen) {
            suggesting = suggesting.toBuilder()
                    .participants(Participants.suggested(suggesting, one))
                    .build();
        }
        return suggesting.participants();
    }

    /** The desk's own addresses: whatever is at the domain that it writes from. */
    private boolean isOurs(EmailAddress address) {
        return parts.sender()
                .map(DeskParts.Sender::identity)
                .filter(own -> own.replyDomain().equalsIgnoreCase(address.domain())
                        || own.from().address().domain().equalsIgnoreCase(address.domain()))
                .isPresent();
    }

    private static Disposition disposition(TrustTable.Append verdict) {
        if (verdict.flags().contains(Flag.AUTOMATIC)) {
            return Disposition.AUTOMATIC;
        }
        return verdict.audience() == Audience.EVERYONE ? Disposition.APPENDED : Disposition.HELD;
    }

    private Outcome open(Arrival arrival, Set<Flag> flags) {
        TicketId id = TicketId.mint();
        if (!arrival.claim(NEW, id)) {
            return elsewhere(arrival);
        }
        Instant now = arrival.now();
        Ticket opened = Ticket.builder(id, arrival.numberIfOpened(), now)
                .subject(subject(arrival.message()))
                .contact(contact(arrival.message()))
                .source(Source.EMAIL)
                .origin(origin(arrival.match()))
                .build();
        opened = opened.toBuilder()
                .participants(suggested(opened, arrival.message()))
                .build();
        writer.insert(
                arrival.tx(), new TicketRules.Ruled(opened, List.of(new TicketEvent.Opened(id, now, MAIL.name()))));
        EntryId entry = EntryId.mint();
        TicketRules.Ruled ruled = TicketRules.received(opened, entry, false, MAIL, now);
        save(arrival, message(arrival, ruled.ticket(), entry, Audience.EVERYONE, flags(arrival, flags)));
        writer.update(arrival.tx(), opened, acknowledging.openedByMail(arrival.tx(), ruled, arrival.message()));
        return new Outcome(Disposition.OPENED, id, entry, arrival.match());
    }

    private static @Nullable TicketOrigin origin(@Nullable Match claimed) {
        return claimed == null ? null : new TicketOrigin(TicketOrigin.Kind.POSSIBLE_REPLY, claimed.ticket());
    }

    private Outcome note(Arrival arrival, Disposition disposition) {
        Match match = arrival.match();
        if (disposition == Disposition.BOUNCE && match != null && match.strength() == Strength.PROVEN) {
            bounced(arrival, match);
        }
        return new Outcome(disposition, match == null ? null : match.ticket(), null, match);
    }

    private void bounced(Arrival arrival, Match match) {
        IncomingMessage.Bounced bounced = arrival.message().bounced();
        if (match.entry() == null || bounced == null) {
            return;
        }
        arrival.tx()
                .outbox()
                .find(match.entry())
                .flatMap(row -> Bounces.apply(arrival.tx(), row, bounced, arrival.now()))
                .ifPresent(next -> writer.publish(
                        arrival.tx(),
                        List.of(new TicketEvent.DeliveryChanged(
                                next.replyTicket(),
                                arrival.now(),
                                MAIL.name(),
                                next.reply(),
                                next.delivery().state()))));
    }

    private static void save(Arrival arrival, CustomerMessage entry) {
        arrival.tx().entries().append(entry);
        if (arrival.message().messageId() != null) {
            arrival.tx()
                    .entries()
                    .remember(new MailReference(arrival.message().messageId(), entry.ticket(), entry.id(), false));
        }
    }

    private static CustomerMessage message(
            Arrival arrival, Ticket ticket, EntryId entry, Audience audience, Set<Flag> flags) {
        IncomingMessage in = arrival.message();
        MessageBody body = in.body();
        return new CustomerMessage(
                entry,
                ticket.id(),
                ticket.lastSeq(),
                arrival.now(),
                in.from() == null ? Mailbox.of(EmailAddress.of("unknown@invalid")) : in.from(),
                body,
                audience,
                flags,
                arrival.attachments());
    }

    private static Set<Flag> flags(Arrival arrival, Set<Flag> verdict) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        flags.addAll(verdict);
        if (arrival.message().ambiguousSender()) {
            flags.add(Flag.AMBIGUOUS_SENDER);
        }
        if (isReused(arrival)) {
            flags.add(Flag.MESSAGE_ID_REUSED);
        }
        return flags;
    }

    /** The claim was new, so the same id can only stand for other content: it may be an attempt to hide the other mail. */
    private static boolean isReused(Arrival arrival) {
        if (arrival.message().messageId() == null) {
            return false;
        }
        List<MailReference> known =
                arrival.tx().entries().known(Set.of(arrival.message().messageId()));
        return arrival.match() == null
                ? !known.isEmpty()
                : known.stream()
                        .anyMatch(mail -> mail.ticket().equals(arrival.match().ticket()));
    }

    private static String subject(IncomingMessage message) {
        String subject = Texts.oneLine(message.subject(), Texts.SUBJECT_LENGTH);
        return subject.isEmpty() ? NO_SUBJECT : subject;
    }

    private static Contact contact(IncomingMessage message) {
        Mailbox from = message.from();
        return from == null || message.ambiguousSender() ? Contact.UNKNOWN : new Contact(from.name(), from.address());
    }
}
