package io.embedesk.examples.benchmarks;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.MessageBody;
import io.embedesk.NewTicket;
import io.embedesk.Priority;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketId;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.email.ReplyTokens;
import io.embedesk.intake.Clues;
import io.embedesk.intake.IncomingMessage;
import io.embedesk.spi.TicketStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A desk with many tickets: 1,000 customers, every status and priority, as many entries as asked for. */
final class FilledDesk {
    private static final Secret KEY = Secret.of("only-for-these-measurements-32by");
    private static final List<Status> STATUSES = List.of(Status.values());
    private static final List<Priority> PRIORITIES = List.of(Priority.values());

    final Desk desk = Desk.builder(TicketStore.inMemory()).replyKey(KEY).build();
    final Actor.Staff agent = Actor.agent("agent-7");
    final List<TicketId> ids = new ArrayList<>();
    private final ReplyTokens tokens = ReplyTokens.of(desk.workspace(), KEY);
    private long mails;

    static FilledDesk of(int tickets, int entries, String text) throws IOException {
        FilledDesk filled = new FilledDesk();
        for (int i = 0; i < tickets; i++) {
            filled.add(i, entries, text);
        }
        return filled;
    }

    private void add(int i, int entries, String text) throws IOException {
        Ticket ticket = desk.tickets().open(agent, draft(i));
        ids.add(ticket.id());
        for (int entry = 0; entry < entries; entry++) {
            String own = entry + text;
            if (entry % 2 == 0) {
                desk.intake().receive(mail(i, own));
            } else {
                desk.tickets().reply(agent, ticket.id(), ReplyDraft.text(own));
            }
        }
        desk.tickets().change(agent, ticket.id(), TicketChange.status(STATUSES.get(i % STATUSES.size())));
    }

    static NewTicket draft(int i) {
        return NewTicket.subject("Ticket number " + i)
                .priority(PRIORITIES.get(i % PRIORITIES.size()))
                .contact(customer(i));
    }

    private static String customer(int i) {
        return "customer" + i % 1_000 + "@customer.example";
    }

    /** A new mail of a ticket's customer to the ticket's signed address. */
    IncomingMessage mail(int ticket, String text) {
        return new IncomingMessage(
                Mailbox.of(EmailAddress.of(customer(ticket))),
                "Re: Ticket",
                MessageBody.of(text),
                List.of(),
                null,
                new MessageId(mails++ + "@customer.example"),
                new Clues(List.of(tokens.address(ids.get(ticket), "acme.example")), List.of(), List.of(), List.of()),
                List.of(),
                IncomingMessage.Kind.HUMAN,
                IncomingMessage.Authentication.PASS,
                false,
                null);
    }
}
