package io.embedesk.examples.quickstart;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.TicketFilter;
import io.embedesk.TicketQuery;
import io.embedesk.intake.Conversation;
import io.embedesk.intake.ConversationHandoff;
import io.embedesk.intake.Handoff;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** A visitor of a chat asks for an agent. Somebody is there, or the conversation becomes a ticket. */
public final class NobodyOnline {
    private NobodyOnline() {}

    public static void main(String[] args) {
        var desk = Desk.inMemory();
        var online = new AtomicBoolean(true);
        Instant now = Instant.parse("2026-03-01T12:00:00Z");

        // [handoff]
        var handoff = ConversationHandoff.of(desk, online::get);
        var conversation = Conversation.of("chat-4711")
                .visitor("Vera", "vera@example.org")
                .botSaid("1", now, "How can I help?")
                .visitorSaid("2", now.plusSeconds(20), "I was charged twice");
        Handoff answer = handoff.request(conversation);
        // [handoff]
        System.out.println(told(answer));

        // The agent has left, and the visitor asks again; then goes on, and asks once more.
        online.set(false);
        System.out.println(told(handoff.request(conversation)));
        var more = conversation.visitorSaid("3", now.plusSeconds(90), "Hello?");
        System.out.println(told(handoff.request(more)));

        var agent = Actor.agent("agent-7");
        var page = desk.tickets().list(agent, TicketQuery.of(TicketFilter.ALL));
        desk.tickets().thread(agent, page.tickets().get(0).id()).entries().forEach(entry -> {
            String who = entry.match(message -> "visitor", reply -> reply.agent(), note -> "note");
            System.out.println(who + ": " + entry.body().text());
        });
    }

    private static String told(Handoff answer) {
        if (answer instanceof Handoff.Opened opened) {
            return "ticket #" + opened.ticket().number() + " " + opened.ticket().subject();
        }
        return answer instanceof Handoff.Continued continued
                ? "the same ticket, " + continued.newLines() + " new line"
                : "somebody is there";
    }
}
