package io.embedesk.internal;

import io.embedesk.AutomaticMailLimits;
import io.embedesk.EntryId;
import io.embedesk.Ticket;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.EmailDelivery.Recipient;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.email.ThreadHeaders;
import io.embedesk.spi.MailReference;
import io.embedesk.spi.OutboxRow;
import io.embedesk.spi.TicketTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Queues what the desk writes by itself, within its limits. Such a mail is sealed at once: nothing about it can change. */
final class AutomaticMails {
    private static final Duration HOUR = Duration.ofHours(1);

    private final DeskParts parts;
    private final Limit perAddressAnHour;
    private final Limit perAddressADay;
    private final Limit inAll;

    AutomaticMails(DeskParts parts) {
        AutomaticMailLimits limits = parts.automaticMailLimits();
        this.parts = parts;
        this.perAddressAnHour = new Limit("mail-to", limits.perAddressAnHour(), HOUR);
        this.perAddressADay = new Limit("mail-to", limits.perAddressADay(), Duration.ofDays(1));
        this.inAll = new Limit("mail", limits.perWorkspaceAnHour(), HOUR);
    }

    /** Whether it was queued: there is a mail server, the address exists as far as is known, and it is not too much. */
    boolean queue(TicketTransaction tx, AutomaticMail mail) {
        Optional<DeskParts.Sender> sender = parts.sender();
        EmailAddress to = mail.to().address();
        if (sender.isEmpty() || Suppressions.has(tx, to) || isTooMuch(tx, to)) {
            return false;
        }
        OutboundEmail email = sealed(mail, sender.get());
        Ticket ticket = mail.ticket();
        if (ticket != null) {
            tx.entries().remember(new MailReference(email.thread().messageId(), ticket.id(), null, true));
        }
        Instant now = parts.now();
        List<Recipient> recipients = List.of(new Recipient(to, State.QUEUED, null));
        EmailDelivery delivery = new EmailDelivery(email.entry(), State.QUEUED, null, recipients, 0, null, now);
        tx.outbox().insert(new OutboxRow(ticket == null ? null : ticket.id(), delivery, now, 0, null, email));
        return true;
    }

    private boolean isTooMuch(TicketTransaction tx, EmailAddress to) {
        String address = to.value().toLowerCase(Locale.ROOT);
        Instant now = parts.now();
        return !(perAddressAnHour.take(tx, address, now)
                && perAddressADay.take(tx, address, now)
                && inAll.take(tx, "", now));
    }

    private OutboundEmail sealed(AutomaticMail mail, DeskParts.Sender sender) {
        EntryId id = EntryId.mint();
        EmailAddress from = sender.identity().from().address();
        String domain = sender.identity().replyDomain();
        Ticket ticket = mail.ticket();
        return new OutboundEmail(
                id,
                new OutboundEmail.Envelope(from, List.of(mail.to().address())),
                sender.identity().from(),
                ticket == null ? from : sender.tokens().address(ticket.id(), domain),
                List.of(mail.to()),
                List.of(),
                mail.words().subject(),
                thread(ticket, mail.answers(), domain),
                parts.now().truncatedTo(ChronoUnit.SECONDS),
                new OutboundEmail.Body(
                        mail.words().text(), MailHtml.ofText(mail.words().text())),
                List.of(),
                sender.tokens().loopMarker(id),
                true);
    }

    private static ThreadHeaders thread(@Nullable Ticket ticket, @Nullable MessageId answers, String domain) {
        String about = ticket == null ? "desk" : "ticket." + ticket.id();
        MessageId id = new MessageId(about + "." + Crockford.randomId() + ".auto@" + domain);
        return ticket == null
                ? ThreadHeaders.beginning(id)
                : ThreadHeaders.following(
                        id,
                        ticket.threadId().orElseThrow(),
                        answers == null ? List.of() : List.of(answers),
                        answers != null);
    }
}
