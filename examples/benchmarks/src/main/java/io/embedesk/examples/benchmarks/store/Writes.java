package io.embedesk.examples.benchmarks.store;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.MessageBody;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.Ticket;
import io.embedesk.TicketFilter;
import io.embedesk.TicketSort;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.email.ReplyTokens;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.RawMime;
import io.embedesk.intake.Clues;
import io.embedesk.intake.IncomingMessage;
import io.embedesk.spi.EmailChannel;
import io.embedesk.spi.TicketStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** Replies of agents and answers of customers, on tickets of every age. */
final class Writes {
    private static final Secret KEY = Secret.of("only-for-these-measurements-32by");
    private static final Actor.Staff AGENT = Actor.agent("agent-7");
    /** From all of them, and so many that hardly one is asked for twice: what was just read would be in memory. */
    private static final int TICKETS = 50_000;

    private final List<Ticket> tickets = new ArrayList<>();
    private final ReplyTokens tokens = ReplyTokens.of(Filled.WORKSPACE, KEY);
    private final Desk desk;

    Writes(Filled filled, TicketStore store) {
        this.desk = Desk.builder(store).email(new Configured()).replyKey(KEY).build();
        Random random = new Random(11);
        while (tickets.size() < Math.min(TICKETS, filled.tickets / 3)) {
            Instant day = Instant.parse("2020-01-01T00:00:00Z").plusSeconds(random.nextLong(filled.tickets * 30));
            TicketFilter from = TicketFilter.ALL.created(day, null);
            tickets.addAll(filled.store.<List<Ticket>>read(
                    tx -> tx.tickets().page(List.of(from), TicketSort.OLDEST, null, 1)));
        }
    }

    Ticket some() {
        return tickets.get(ThreadLocalRandom.current().nextInt(tickets.size()));
    }

    Object reply() {
        return desk.tickets().reply(AGENT, some().id(), ReplyDraft.text(Text.REPLY));
    }

    Object receive() throws Exception {
        Ticket ticket = some();
        return desk.intake()
                .receive(new IncomingMessage(
                        Mailbox.of(Objects.requireNonNull(ticket.contact().email())),
                        "Re: " + ticket.subject(),
                        MessageBody.of(Text.ANSWER),
                        List.of(),
                        null,
                        new MessageId(
                                ThreadLocalRandom.current().nextLong() + "." + System.nanoTime() + "@customer.example"),
                        new Clues(
                                List.of(tokens.address(ticket.id(), "acme.example")), List.of(), List.of(), List.of()),
                        List.of(),
                        IncomingMessage.Kind.HUMAN,
                        IncomingMessage.Authentication.PASS,
                        false,
                        null));
    }

    /** An answer to some ticket, as a mail server hands it over. */
    byte[] mail() {
        Ticket ticket = some();
        String mail = "From: Carla Cruz <"
                + Objects.requireNonNull(ticket.contact().email()) + ">\r\nTo: "
                + tokens.address(ticket.id(), "acme.example") + "\r\nSubject: Re: " + ticket.subject()
                + "\r\nMessage-ID: <" + ThreadLocalRandom.current().nextLong() + "." + System.nanoTime()
                + "@customer.example>\r\nDate: Mon, 2 Mar 2026 10:20:00 +0100\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + Text.ANSWER
                + "\r\n\r\nOn Mon, 2 Mar 2026 at 09:14, Acme Support <support@acme.example> wrote:\r\n> " + Text.REPLY
                + "\r\n";
        return mail.getBytes(StandardCharsets.UTF_8);
    }

    /** Of somebody who has not written before. */
    static byte[] newMail() {
        String id = Long.toHexString(ThreadLocalRandom.current().nextLong());
        return ("From: Carla " + id + " <carla." + id
                        + "@customer.example>\r\nTo: support@acme.example\r\nSubject: Printer " + id
                        + "\r\nMessage-ID: <" + id + "@customer.example>\r\nDate: Mon, 2 Mar 2026 10:20:00 +0100\r\n"
                        + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + Text.ANSWER + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    InboundEndpoint endpoint(Secret secret) {
        return InboundEndpoint.builder(desk)
                .provider(RawMime.signedWith(secret))
                .build();
    }

    /** Texts of about 200 bytes. */
    static final class Text {
        static final String REPLY =
                "Thank you for writing to us. Which browser do you use, and which version of it? With that we can"
                        + " look into the matter of the invoice that does not open, and come back to you before tomorrow noon.";
        static final String ANSWER =
                "It is the browser that came with the machine, I never changed anything about it. The invoice"
                        + " still does not open, whichever way I try, and the deadline for the payment is at the end of this week.";

        private Text() {}
    }

    /** A mail server is configured, and nobody sends: what leaves is measured elsewhere. */
    private static final class Configured implements EmailChannel {
        @Override
        public Optional<Identity> identity() {
            return Optional.of(new Identity(Mailbox.of(EmailAddress.of("support@acme.example")), "acme.example"));
        }

        @Override
        public Duration deadline() {
            return Duration.ofSeconds(30);
        }

        @Override
        public SendResult send(OutboundEmail email, Files files) {
            throw new IllegalStateException("nothing is sent here");
        }
    }
}
