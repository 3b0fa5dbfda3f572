package io.embedesk.examples.quickstart;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;
import io.embedesk.replies.SavedReply;
import io.embedesk.replies.TextContext;
import java.util.HashMap;

/** Texts that agents use again and again, with placeholders that only stand for values. */
public final class CannedAnswers {
    private CannedAnswers() {}

    public static void main(String[] args) {
        var desk = Desk.inMemory();
        var agent = Actor.agent("agent-7");
        var ticket = desk.tickets()
                .open(
                        agent,
                        NewTicket.subject("Cannot log in")
                                .contactName("Carla <admin> {{ticket.number}}")
                                .contact("customer@example.org"));

        // [saved-replies]
        var saved = desk.savedReplies()
                .save(
                        agent,
                        SavedReply.of(
                                "Ask for the browser",
                                "Hello {{contact.name|there}}, about #{{ticket.number}}: which browser, {{product}}?"));
        var values = new HashMap<>(desk.savedReplies().values(agent, ticket.id()));
        values.put("product", "Acme Cloud");
        String text = saved.fill(TextContext.TEXT, values);
        // [saved-replies]

        // What a customer is called is no placeholder, and no markup.
        System.out.println(text);
        System.out.println(saved.fill(TextContext.HTML, values));
        desk.tickets().reply(agent, ticket.id(), ReplyDraft.text(text));
        for (var reply : desk.savedReplies().list(agent)) {
            System.out.println("- " + reply.title());
        }
    }
}
