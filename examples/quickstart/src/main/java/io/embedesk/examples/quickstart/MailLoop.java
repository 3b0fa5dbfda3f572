package io.embedesk.examples.quickstart;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.Status;
import io.embedesk.ThreadEntry;
import io.embedesk.TicketChange;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.OutboxWorker;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.InboundResponse;
import io.embedesk.inbound.RawMime;
import io.embedesk.mail.SmtpChannel;
import io.embedesk.mail.SmtpSettings;
import io.embedesk.mail.TlsMode;
import io.embedesk.spi.TicketStore;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole loop in one process: an agent replies, a real SMTP server receives the mail, the customer answers it, and the
 * answer reopens the ticket.
 */
public final class MailLoop {
    private static final Secret REPLY_KEY = Secret.of("only-for-this-demonstration-32-b");
    private static final Secret WEBHOOK_SECRET = Secret.of("also-only-for-this-demonstration");

    private MailLoop() {}

    public static void main(String[] args) throws Exception {
        try (Postbox postbox = Postbox.open()) {
            // The desk, with mail going out
            var settings = SmtpSettings.builder("localhost", mailbox("Acme Support", "support@acme.example"))
                    .port(postbox.port())
                    .tls(TlsMode.PLAIN)
                    .build();
            var desk = Desk.builder(TicketStore.inMemory())
                    .email(SmtpChannel.of(settings))
                    .replyKey(REPLY_KEY)
                    .build();
            var tickets = desk.tickets();
            var agent = Actor.agent("agent-7");

            // An agent replies, and the mail leaves
            var ticket = tickets.open(agent, NewTicket.subject("Cannot log in").contact("customer@example.org"));
            tickets.reply(agent, ticket.id(), ReplyDraft.text("Which browser do you use?"));
            OutboxWorker.of(desk).runOnce();
            String mail = postbox.last();
            System.out.println("--- what the customer's mail server received ---\n" + mail);
            tickets.change(agent, ticket.id(), TicketChange.status(Status.RESOLVED));

            // The customer answers, and the mail provider's request comes in
            byte[] answer = Answer.to(mail, "It is Firefox.");
            Map<String, List<String>> headers = new HashMap<>();
            headers.put("Content-Type", List.of("message/rfc822"));
            RawMime.sign(WEBHOOK_SECRET, Instant.now(), answer)
                    .forEach((name, value) -> headers.put(name, List.of(value)));
            var inbound = InboundEndpoint.builder(desk)
                    .provider(RawMime.signedWith(WEBHOOK_SECRET))
                    .build();
            InboundResponse response =
                    inbound.handle(InboundRequest.post("/inbound-email", headers, new ByteArrayInputStream(answer)));
            System.out.println("--- what the provider is told ---\n" + response.status() + " " + response.body());

            // It is in the thread, without what the mail program quoted, and the ticket is open again
            var thread = tickets.thread(agent, ticket.id());
            System.out.println("--- the ticket is " + thread.ticket().status() + " ---");
            for (ThreadEntry entry : thread.entries()) {
                String who = entry.match(message -> "customer", reply -> "agent", note -> "note");
                System.out.println(who + ": " + entry.body().text());
            }
        }
    }

    private static Mailbox mailbox(String name, String address) {
        return new Mailbox(name, EmailAddress.of(address));
    }
}
