package io.embedesk.examples.quickstart;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.Secret;
import io.embedesk.Status;
import io.embedesk.TicketChange;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.OutboxWorker;
import io.embedesk.mail.SmtpChannel;
import io.embedesk.mail.SmtpSettings;
import io.embedesk.mail.TlsMode;
import io.embedesk.portal.CustomerPortal;
import io.embedesk.portal.MagicLinks;
import io.embedesk.portal.PortalAnswer;
import io.embedesk.spi.TicketStore;
import java.net.URI;
import java.util.regex.Pattern;

/** A customer without a password: a link by mail, their tickets, an answer. */
public final class PortalLinks {
    private static final Pattern LINK = Pattern.compile("/enter#(\\w+)");

    private PortalLinks() {}

    public static void main(String[] args) throws Exception {
        try (Postbox postbox = Postbox.open()) {
            var settings = SmtpSettings.builder(
                            "localhost", new Mailbox("Acme Support", EmailAddress.of("support@acme.example")))
                    .port(postbox.port())
                    .tls(TlsMode.PLAIN)
                    .build();
            var desk = Desk.builder(TicketStore.inMemory())
                    .email(SmtpChannel.of(settings))
                    .replyKey(Secret.of("only-for-this-demonstration-32-b"))
                    .build();
            var agent = Actor.agent("agent-7");
            var ticket = desk.tickets()
                    .open(agent, NewTicket.subject("Cannot log in").contact("customer@example.org"));
            desk.tickets().change(agent, ticket.id(), TicketChange.status(Status.RESOLVED));

            // The customer gives an address, and whoever reads mail there gets a link.
            var links = MagicLinks.of(desk, token -> URI.create("https://help.acme.example/enter#" + token));
            links.request(EmailAddress.of("customer@example.org"), "192.0.2.1");
            OutboxWorker.of(desk).runOnce();
            String token = token(postbox.last());

            // [portal]
            var customer = links.consume(token).orElseThrow();
            var portal = CustomerPortal.of(desk);
            for (var own : portal.list(customer, null).tickets()) {
                System.out.println("#" + own.number() + " " + own.subject() + ": "
                        + own.status().label());
                portal.answer(customer, own.id(), PortalAnswer.text("It happened again."));
            }
            // [portal]
            var after = portal.thread(customer, ticket.id());
            System.out.println(after.ticket().status().label() + ": "
                    + after.entries().get(0).author() + " said "
                    + after.entries().get(0).text());
            System.out.println("the link again: " + links.consume(token).isPresent());
        }
    }

    /** What the mail says, joined again where quoted-printable broke its lines. */
    private static String token(String mail) {
        var link = LINK.matcher(mail.replace("=\r\n", ""));
        if (!link.find()) {
            throw new IllegalStateException("There is no link in the mail");
        }
        return link.group(1);
    }
}
