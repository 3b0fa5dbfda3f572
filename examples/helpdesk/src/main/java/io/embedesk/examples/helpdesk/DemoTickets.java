package io.embedesk.examples.helpdesk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.NoteDraft;
import io.embedesk.Priority;
import io.embedesk.ReplyDraft;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketFilter;
import io.embedesk.TicketService;
import io.embedesk.examples.helpdesk.Agents.Agent;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.RawMime;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Map;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** A few tickets to look at, in a desk that has none. */
@Component
class DemoTickets implements ApplicationRunner {
    private final HelpdeskProperties properties;
    private final HelpdeskSecrets secrets;
    private final TicketService tickets;
    private final InboundEndpoint inbound;
    private final Agent ann;
    private final Agent ben;
    private final Clock clock;

    DemoTickets(
            HelpdeskProperties properties,
            HelpdeskSecrets secrets,
            Desk desk,
            InboundEndpoint inbound,
            Agents agents,
            Clock clock) {
        this.properties = properties;
        this.secrets = secrets;
        this.tickets = desk.tickets();
        this.inbound = inbound;
        this.ann = agents.all().get(0);
        this.ben = agents.all().get(1);
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!properties.demoTickets()
                || tickets.counts(ann.actor(), TicketFilter.ALL).all() > 0) {
            return;
        }
        closed();
        resolved();
        pending();
        answered();
        byMail();
        urgent();
    }

    private void closed() {
        Ticket ticket = tickets.open(
                ben.actor(),
                NewTicket.subject("How do I change my billing address?")
                        .contact("dora@customer.example")
                        .contactName("Dora Diaz")
                        .priority(Priority.LOW)
                        .tags("billing"));
        tickets.reply(
                ben.actor(),
                ticket.id(),
                ReplyDraft.text("Hello Dora,\n\nunder Account, then Billing, then Edit address.\n\nBen"));
        tickets.change(ben.actor(), ticket.id(), TicketChange.status(Status.CLOSED));
    }

    private void resolved() {
        Ticket ticket = tickets.open(
                ann.actor(),
                NewTicket.subject("Export stops at 1,000 rows")
                        .description("The CSV export of the orders page ends after 1,000 rows.")
                        .contact("emil@customer.example")
                        .contactName("Emil Ek")
                        .tags("export"));
        tickets.note(ann.actor(), ticket.id(), NoteDraft.text("Limit was raised with release 4.2 this morning."));
        tickets.reply(
                ann.actor(),
                ticket.id(),
                ReplyDraft.text("Hello Emil,\n\nthe export has all rows now. Could you try once more?\n\nAnn"));
        tickets.change(ann.actor(), ticket.id(), TicketChange.status(Status.RESOLVED));
    }

    private void pending() {
        Ticket ticket = tickets.open(
                ann.actor(),
                NewTicket.subject("Invoice 2025-118 shows the old VAT number")
                        .contact("frida@customer.example")
                        .contactName("Frida Falk")
                        .assignee(ben.id())
                        .tags("billing", "vat"));
        tickets.change(ben.actor(), ticket.id(), TicketChange.status(Status.PENDING));
    }

    private void answered() {
        Ticket ticket = tickets.open(
                ann.actor(),
                NewTicket.subject("Cannot log in since the update")
                        .description("After the update the login page reloads without a message.")
                        .contact("carla@customer.example")
                        .contactName("Carla Cruz")
                        .priority(Priority.HIGH)
                        .tags("login"));
        tickets.reply(
                ann.actor(),
                ticket.id(),
                ReplyDraft.text("Hello Carla,\n\nwhich browser do you use, and which version?\n\nAnn"));
    }

    /** Comes in as a customer's mail would. */
    private void byMail() {
        byte[] mail = String.join(
                        "\r\n",
                        "From: Gustav Grau <gustav@customer.example>",
                        "To: " + properties.from(),
                        "Subject: Two seats too many on our plan",
                        "Message-ID: <welcome-1@customer.example>",
                        "Content-Type: text/plain; charset=utf-8",
                        "",
                        "Good morning,",
                        "",
                        "we pay for twelve seats but only ten people work here. Can you change that from next month on?",
                        "",
                        "Thank you",
                        "Gustav",
                        "")
                .getBytes(UTF_8);
        InboundRequest request = InboundRequest.post(InboundServlet.PATH, Map.of(), new ByteArrayInputStream(mail))
                .withHeader("Content-Type", "message/rfc822");
        for (Map.Entry<String, String> header :
                RawMime.sign(secrets.webhookSecret(), clock.instant(), mail).entrySet()) {
            request = request.withHeader(header.getKey(), header.getValue());
        }
        inbound.handle(request);
    }

    private void urgent() {
        tickets.open(
                ben.actor(),
                NewTicket.subject("Payments fail with error 502")
                        .description("Several customers report that card payments fail since 9:40.")
                        .contactName("Status page")
                        .priority(Priority.URGENT)
                        .tags("payments", "outage"));
    }
}
