package io.embedesk.internal;

import io.embedesk.Acknowledgement;
import io.embedesk.Ticket;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.MailWords;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.intake.IncomingMessage;
import io.embedesk.intake.IncomingMessage.Authentication;
import io.embedesk.intake.IncomingMessage.Kind;
import io.embedesk.spi.TicketTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells a customer that a ticket was opened, if the desk does that: never a program, never the same person all the time. */
final class Acknowledging {
    private static final Limit NOT_AGAIN_SOON = new Limit("acknowledged", 1, Duration.ofMinutes(10));
    /** Two desks that acknowledge each other's mail fall silent, also when nothing says that it is a program's. */
    private static final Limit FEW_A_DAY = new Limit("acknowledged", 3, Duration.ofDays(1));
    /** The beginnings of addresses that no person reads. */
    private static final List<String> PROGRAMS = List.of(
            "no-reply",
            "noreply",
            "no.reply",
            "donotreply",
            "do-not-reply",
            "do.not.reply",
            "mailer-daemon",
            "postmaster",
            "bounce",
            "notification");

    private final DeskParts parts;
    private final AutomaticMails mails;
    private final ReplyMail replies;

    Acknowledging(DeskParts parts) {
        this.parts = parts;
        this.mails = new AutomaticMails(parts);
        this.replies = new ReplyMail(parts);
    }

    /** By mail: what a program wrote, or somebody in another's name, is not answered. */
    TicketRules.Ruled openedByMail(TicketTransaction tx, TicketRules.Ruled ruled, IncomingMessage message) {
        boolean answerable = message.kind() == Kind.HUMAN
                && message.authentication() != Authentication.FAIL
                && !message.ambiguousSender();
        return answerable ? acknowledged(tx, ruled, message.messageId()) : ruled;
    }

    /** In the portal, or by a conversation. */
    TicketRules.Ruled opened(TicketTransaction tx, TicketRules.Ruled ruled) {
        return acknowledged(tx, ruled, null);
    }

    /** The ticket comes back with a thread id if a mail was queued. */
    private TicketRules.Ruled acknowledged(TicketTransaction tx, TicketRules.Ruled ruled, @Nullable MessageId answers) {
        Acknowledgement words = parts.acknowledgement();
        EmailAddress to = ruled.ticket().contact().email();
        if (words == null || to == null || parts.sender().isEmpty() || !isPerson(to) || Suppressions.has(tx, to)) {
            return ruled;
        }
        String address = to.value().toLowerCase(Locale.ROOT);
        if (!NOT_AGAIN_SOON.take(tx, address, parts.now()) || !FEW_A_DAY.take(tx, address, parts.now())) {
            return ruled;
        }
        TicketRules.Ruled threaded = replies.threaded(tx, ruled);
        Ticket ticket = threaded.ticket();
        MailWords said = words.of(ticket.number());
        mails.queue(tx, new AutomaticMail(Mailbox.of(to), said, ticket, answers));
        return threaded;
    }

    private boolean isPerson(EmailAddress address) {
        String mailbox = address.value().toLowerCase(Locale.ROOT);
        boolean own = parts.sender()
                .map(DeskParts.Sender::identity)
                .filter(identity -> identity.from().address().sameAs(address)
                        || identity.replyDomain().equalsIgnoreCase(address.domain()))
                .isPresent();
        return !own && PROGRAMS.stream().noneMatch(mailbox::startsWith);
    }
}
