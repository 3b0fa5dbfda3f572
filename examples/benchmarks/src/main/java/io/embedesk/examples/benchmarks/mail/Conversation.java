package io.embedesk.examples.benchmarks.mail;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.TicketQuery;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.OutboxWorker;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.RawMime;
import io.embedesk.mail.SmtpChannel;
import io.embedesk.mail.SmtpSettings;
import io.embedesk.mail.TlsMode;
import io.embedesk.spi.TicketStore;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** A customer and an agent write to each other; all their mails end in one mailbox, as in the customer's own mail program. */
final class Conversation {
    private static final Actor.Staff AGENT = Actor.agent("agent-7");
    private static final String CUSTOMER = "carla@customer.example";
    private static final String SUPPORT = "support@acme.example";

    private final Postfix postfix;
    /** What the server makes of our Message-IDs. */
    private final String idHost;

    private final Desk desk;
    private final OutboxWorker worker;
    private final InboundEndpoint endpoint;
    private final Set<String> seen = new HashSet<>();
    private int answers;

    Conversation(Postfix postfix, String idHost) {
        this.postfix = postfix;
        this.idHost = idHost;
        SmtpSettings settings = SmtpSettings.builder("localhost", new Mailbox("Acme Support", EmailAddress.of(SUPPORT)))
                .port(postfix.port())
                .tls(TlsMode.PLAIN)
                .build();
        this.desk = Desk.builder(TicketStore.inMemory())
                .email(SmtpChannel.of(settings))
                .replyKey(Secret.of("only-for-these-measurements-32by"))
                .build();
        this.worker = OutboxWorker.of(desk);
        this.endpoint = InboundEndpoint.builder(desk)
                .provider(RawMime.acceptingUnsignedRequests())
                .build();
    }

    /** {@return how many mails were written} */
    int talk(boolean customerBegins) throws Exception {
        TicketId ticket;
        if (customerBegins) {
            send(
                    "From: Carla Cruz <" + CUSTOMER + ">\r\nTo: " + SUPPORT
                            + "\r\nSubject: The invoice does not open\r\nMessage-ID: <first@customer.example>\r\n\r\nIt is empty.\r\n");
            ticket = desk.tickets()
                    .list(AGENT, TicketQuery.of(TicketFilter.ALL))
                    .tickets()
                    .get(0)
                    .id();
        } else {
            ticket = desk.tickets()
                    .open(AGENT, NewTicket.subject("Your invoice").contact(CUSTOMER))
                    .id();
        }
        reply(ticket, "Which browser do you use?");
        MimeMessage first = reply(ticket, "And which version of it?");
        answer(first, "Firefox.");
        MimeMessage second = reply(ticket, "Thank you. Please try again.");
        answer(second, "It works now.");
        reply(ticket, "Good to hear.");
        int entries = desk.tickets().thread(AGENT, ticket).entries().size();
        if (entries != seen.size()) {
            throw new IllegalStateException(seen.size() + " mails, and " + entries + " entries on the ticket");
        }
        return seen.size();
    }

    /** Broken on purpose: it names no mail that came before. */
    void strayAnswer() throws Exception {
        send(
                "From: Carla Cruz <" + CUSTOMER + ">\r\nTo: " + SUPPORT
                        + "\r\nSubject: Re: The invoice does not open\r\nMessage-ID: <stray@customer.example>\r\n\r\nAnd again.\r\n");
    }

    private MimeMessage reply(TicketId ticket, String text) throws Exception {
        desk.tickets().reply(AGENT, ticket, ReplyDraft.text(text));
        if (worker.runOnce() != 1) {
            throw new IllegalStateException("the reply did not leave");
        }
        MimeMessage arrived = arrived();
        if (!arrived.getMessageID().endsWith("@" + idHost + ">")) {
            throw new IllegalStateException("The reply arrived as " + arrived.getMessageID());
        }
        return arrived;
    }

    /** As mail programs answer: by the Message-ID that they were given. */
    private void answer(MimeMessage mail, String text) throws Exception {
        String id = mail.getMessageID();
        answers++;
        send("From: Carla Cruz <" + CUSTOMER + ">\r\nTo: " + mail.getHeader("Reply-To", null) + "\r\nSubject: "
                + mail.getSubject() + "\r\nMessage-ID: <answer" + answers + "@customer.example>\r\nIn-Reply-To: " + id
                + "\r\nReferences: " + mail.getHeader("References", null) + "\r\n " + id + "\r\n\r\n" + text + "\r\n");
    }

    /** Into the mailbox, where what was sent is kept as well, and to the desk. */
    private void send(String mail) throws Exception {
        byte[] bytes = mail.getBytes(StandardCharsets.US_ASCII);
        Session session = Session.getInstance(new Properties());
        MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(bytes));
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("localhost", postfix.port(), null, null);
            transport.sendMessage(message, new InternetAddress[] {new InternetAddress(CUSTOMER)});
        }
        arrived();
        int status = endpoint.handle(InboundRequest.post(
                        "/mail", Map.of("Content-Type", List.of("message/rfc822")), new ByteArrayInputStream(bytes)))
                .status();
        if (status != 200) {
            throw new IllegalStateException("The desk answered " + status);
        }
    }

    private MimeMessage arrived() throws IOException, InterruptedException, MessagingException {
        for (Path mail : postfix.mails(seen.size() + 1)) {
            // A program that has looked at it appends its flags.
            if (seen.add(mail.getFileName().toString().replaceFirst(":.*", ""))) {
                return new MimeMessage(
                        Session.getInstance(new Properties()), new ByteArrayInputStream(Files.readAllBytes(mail)));
            }
        }
        throw new IllegalStateException("no new mail");
    }
}
