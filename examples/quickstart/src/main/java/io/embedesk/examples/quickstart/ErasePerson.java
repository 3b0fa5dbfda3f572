package io.embedesk.examples.quickstart;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;
import io.embedesk.email.EmailAddress;
import io.embedesk.privacy.Erasure;

/** A customer asks what is known of them, and then to be forgotten. */
public final class ErasePerson {
    private ErasePerson() {}

    public static void main(String[] args) {
        var desk = Desk.inMemory();
        var tickets = desk.tickets();
        var agent = Actor.agent("agent-7");
        var ticket = tickets.open(
                agent,
                NewTicket.subject("My address has changed").contactName("Carla").contact("carla@example.org"));
        tickets.reply(agent, ticket.id(), ReplyDraft.text("Thank you, Carla."));

        // [erase]
        var carla = EmailAddress.of("carla@example.org");
        desk.privacy()
                .export(
                        agent,
                        carla,
                        thread -> System.out.println(
                                "exported: " + thread.ticket().subject() + ", "
                                        + thread.entries().size() + " entry"));
        var report = desk.privacy().erase(agent, carla, Erasure.ANONYMISE);
        // [erase]
        System.out.println(report);

        // That there was a ticket, and who did what when, stays; what was written and who it was about does not.
        var left = tickets.thread(agent, ticket.id());
        System.out.println(left.ticket().subject() + " of "
                + left.ticket().contact().displayName() + ": "
                + left.entries().get(0).body().text());
        tickets.history(agent, ticket.id())
                .forEach(event -> System.out.println("- " + event.getClass().getSimpleName()));
        desk.privacy().export(agent, carla, thread -> System.out.println("never printed"));
    }
}
