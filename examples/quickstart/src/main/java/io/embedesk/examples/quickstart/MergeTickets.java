package io.embedesk.examples.quickstart;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.MessageBody;
import io.embedesk.NewTicket;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.intake.Clues;
import io.embedesk.intake.IncomingMessage;
import java.io.IOException;
import java.util.List;

/** One customer, two tickets, one matter: make them one, see mail follow, and take it back. */
public final class MergeTickets {
    private static final MessageId FIRST = new MessageId("1@customer.example");

    private MergeTickets() {}

    public static void main(String[] args) throws IOException {
        var desk = Desk.inMemory();
        var tickets = desk.tickets();
        var agent = Actor.agent("agent-7");

        // The customer wrote a mail, and an agent had opened a ticket after a call.
        var byMail = receive(desk, FIRST, List.of(), "I cannot log in");
        var byPhone = tickets.open(agent, NewTicket.subject("Login (called us)").contact("customer@example.org"));

        // [merge]
        var survivor = tickets.merge(agent, byMail, byPhone.id());
        System.out.println("open: " + tickets.counts(agent, TicketFilter.ALL).all());
        // [merge]

        // What answers the mail arrives where the matter is now.
        var where = receive(desk, new MessageId("2@customer.example"), List.of(FIRST), "It works again");
        System.out.println("the answer is on the survivor: " + where.equals(survivor.id()));
        tickets.thread(agent, survivor.id())
                .entries()
                .forEach(entry -> System.out.println("- " + entry.body().text()));

        // And back: each has its own life again; what came in meanwhile stays.
        var again = tickets.unmerge(agent, byMail);
        System.out.println(again.subject() + " is " + again.status() + " again");
        System.out.println("open: " + tickets.counts(agent, TicketFilter.ALL).all());
    }

    private static TicketId receive(Desk desk, MessageId id, List<MessageId> answers, String text) throws IOException {
        var message = new IncomingMessage(
                Mailbox.of(EmailAddress.of("customer@example.org")),
                "Login",
                MessageBody.of(text),
                List.of(),
                null,
                id,
                new Clues(List.of(), List.of(), answers, List.of()),
                List.of(),
                IncomingMessage.Kind.HUMAN,
                IncomingMessage.Authentication.PASS,
                false,
                null);
        return desk.intake().receive(message).get(0).ticketId().orElseThrow();
    }
}
