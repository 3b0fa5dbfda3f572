package io.embedesk.internal;

import io.embedesk.AgentReply;
import io.embedesk.CustomerMessage;
import io.embedesk.MessageBody;
import io.embedesk.Participant;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.EmailDelivery.Recipient;
import io.embedesk.email.EmailDelivery.SkipReason;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.email.HeaderText;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.email.ThreadHeaders;
import io.embedesk.spi.EmailChannel;
import io.embedesk.spi.MailReference;
import io.embedesk.spi.OutboxRow;
import io.embedesk.spi.TicketTransaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Decides everything about a mail, once, when it is claimed for the first time: every later attempt sends the same. */
final class MailSealer {
    OutboxRow seal(TicketTransaction tx, OutboxRow row, DeskParts.Sender sender, Instant now) {
        Ticket ticket = tx.tickets().find(row.replyTicket()).orElseThrow();
        AgentReply reply = (AgentReply) tx.entries().find(row.reply()).orElseThrow();
        EmailAddress customer = ticket.contact().email();
        if (customer == null) {
            return skipped(row, now);
        }
        EmailChannel.Identity identity = sender.identity();
        ThreadHeaders thread = threadHeaders(tx, ticket, reply, identity.replyDomain());
        tx.entries().remember(new MailReference(thread.messageId(), ticket.id(), reply.id(), true));
        MessageBody body = reply.body();
        List<Mailbox> copies = copies(tx, ticket);
        List<EmailAddress> everybody = Stream.concat(
                        Stream.of(customer), copies.stream().map(Mailbox::address))
                .toList();
        OutboundEmail email = new OutboundEmail(
                reply.id(),
                new OutboundEmail.Envelope(identity.from().address(), everybody),
                identity.from(),
                sender.tokens().address(ticket.id(), identity.replyDomain()),
                List.of(new Mailbox(ticket.contact().name(), customer)),
                copies,
                subject(ticket),
                thread,
                now.truncatedTo(ChronoUnit.SECONDS),
                new OutboundEmail.Body(
                        body.text(), body.html() == null ? MailHtml.ofText(body.text()) : MailHtml.of(body.html())),
                reply.attachments(),
                sender.tokens().loopMarker(reply.id()),
                false);
        return sealed(row, email);
    }

    private static List<Mailbox> copies(TicketTransaction tx, Ticket ticket) {
        EmailAddress contact = ticket.contact().email();
        return ticket.participants().stream()
                .filter(participant -> participant.state() == Participant.State.ACCEPTED)
                .map(Participant::mailbox)
                .filter(mailbox -> contact == null || !contact.sameAs(mailbox.address()))
                .filter(mailbox -> !Suppressions.has(tx, mailbox.address()))
                .toList();
    }

    private static OutboxRow sealed(OutboxRow row, OutboundEmail email) {
        EmailDelivery was = row.delivery();
        EmailDelivery delivery = new EmailDelivery(
                was.reply(),
                was.state(),
                null,
                email.envelope().to().stream()
                        .map(address -> new Recipient(address, State.QUEUED, null))
                        .toList(),
                was.attempts(),
                was.detail(),
                was.changedAt());
        return new OutboxRow(row.ticket(), delivery, row.dueAt(), row.answeredAttempts(), row.lease(), email);
    }

    private static OutboxRow skipped(OutboxRow row, Instant now) {
        EmailDelivery delivery = new EmailDelivery(
                row.reply(),
                State.SKIPPED,
                SkipReason.NO_CONTACT_EMAIL,
                List.of(),
                row.delivery().attempts(),
                null,
                now);
        return new OutboxRow(row.ticket(), delivery, row.dueAt(), row.answeredAttempts() + 1, null, null);
    }

    /** Clients put mails of another subject into another thread, so the subject is the ticket's, always with one Re:. */
    private static HeaderText subject(Ticket ticket) {
        String subject = ticket.subject();
        boolean answered = subject.regionMatches(true, 0, "Re:", 0, 3);
        return HeaderText.cleaned(answered ? subject : "Re: " + subject);
    }

    private static ThreadHeaders threadHeaders(TicketTransaction tx, Ticket ticket, AgentReply reply, String domain) {
        MessageId threadId = ticket.threadId().orElseThrow();
        MessageId messageId = new MessageId("ticket." + ticket.id() + "." + Crockford.randomId() + ".reply@" + domain);
        Map<io.embedesk.EntryId, ThreadEntry> earlier = new HashMap<>();
        for (ThreadEntry entry : tx.entries().thread(ticket.id(), 0)) {
            if (entry.seq() < reply.seq() && isInCustomersThread(entry)) {
                earlier.put(entry.id(), entry);
            }
        }
        List<MailReference> ancestors = new ArrayList<>();
        for (MailReference mail : tx.entries().mails(ticket.id())) {
            if (mail.entry() != null && earlier.containsKey(mail.entry())) {
                ancestors.add(mail);
            }
        }
        boolean customerBegan = !ancestors.isEmpty()
                && earlier.get(ancestors.get(0).entry()) instanceof CustomerMessage first
                && first.seq() == 1;
        List<MessageId> ids = ancestors.stream().map(MailReference::messageId).toList();
        return ThreadHeaders.following(messageId, threadId, ids, customerBegan);
    }

    /** What the customer has not seen, such as somebody else's mail that is held for agents, is no ancestor. */
    private static boolean isInCustomersThread(ThreadEntry entry) {
        return entry.match(m -> m.audience() == CustomerMessage.Audience.EVERYONE, r -> true, n -> false);
    }
}
