package io.embedesk.examples.quickstart;

import static io.embedesk.Priority.HIGH;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;

/** A desk in memory: no database, no mail server, nothing to configure. */
public final class FirstTicket {
    private FirstTicket() {}

    public static void main(String[] args) {
        // [first-ticket]
        var tickets = Desk.inMemory().tickets();
        var agent = Actor.agent("agent-7");
        var ticket = tickets.open(
                agent,
                NewTicket.subject("Cannot log in")
                        .contact("customer@example.org")
                        .priority(HIGH));
        var reply = tickets.reply(agent, ticket.id(), ReplyDraft.text("Which browser do you use?"));
        System.out.println("#" + ticket.number() + " " + ticket.subject());
        System.out.println(reply.ticket().status() + ", assigned to "
                + reply.ticket().assignee().orElse("nobody"));
        System.out.println("not e-mailed: " + reply.delivery().skipped().orElseThrow());
        // [first-ticket]
    }
}
