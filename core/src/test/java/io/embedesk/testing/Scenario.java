package io.embedesk.testing;

import io.embedesk.Actor;
import io.embedesk.AgentReply;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.ReplyDraft;
import io.embedesk.Secret;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.TicketService;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.OutboxWorker;
import io.embedesk.email.ReplyTokens;
import io.embedesk.event.TicketEvent;
import io.embedesk.intake.Outcome;
import io.embedesk.spi.TicketStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A desk with everything round it that a test wants to hold: a clock that stands still, a mail channel that records, the
 * events that listeners heard. Two agents and a customer are at hand.
 */
public final class Scenario {
    /** An agent. */
    public static final Actor.Staff ANN = Actor.agent("ann");
    /** Another agent. */
    public static final Actor.Staff BEN = Actor.agent("ben");
    /** A customer. */
    public static final String CARLA = "carla@customer.example";
    /** What signs the reply addresses. */
    public static final Secret KEY = Secret.of("0123456789abcdef0123456789abcdef");

    private final MovableClock clock = MovableClock.at("2026-03-01T12:00:00Z");
    private final RecordingChannel channel = new RecordingChannel();
    private final List<TicketEvent> heard = Collections.synchronizedList(new ArrayList<>());
    private final TicketStore store;
    private final Desk desk;

    /** A desk in memory. */
    public Scenario() {
        this(TicketStore.inMemory(), options -> options);
    }

    /**
     * A desk in memory with other options.
     *
     * @param options changes the builder
     */
    public Scenario(UnaryOperator<Desk.Builder> options) {
        this(TicketStore.inMemory(), options);
    }

    /**
     * A desk on a store.
     *
     * @param store where its tickets are
     * @param options changes the builder
     */
    public Scenario(TicketStore store, UnaryOperator<Desk.Builder> options) {
        this.store = store;
        this.desk = options.apply(Desk.builder(store)
                        .email(channel)
                        .replyKey(KEY)
                        .clock(clock)
                        .listener(heard::add))
                .build();
    }

    /** {@return the clock} */
    public MovableClock clock() {
        return clock;
    }

    /** {@return the mail channel} */
    public RecordingChannel channel() {
        return channel;
    }

    /** {@return what listeners were told, in order} */
    public List<TicketEvent> heard() {
        return heard;
    }

    /** {@return the store} */
    public TicketStore store() {
        return store;
    }

    /** {@return the desk} */
    public Desk desk() {
        return desk;
    }

    /** {@return the desk's tickets} */
    public TicketService tickets() {
        return desk.tickets();
    }

    /**
     * Opens a ticket of the customer.
     *
     * @param subject its subject
     * @return the ticket
     */
    public Ticket open(String subject) {
        return tickets().open(ANN, NewTicket.subject(subject).contact(CARLA));
    }

    /**
     * Answers.
     *
     * @param ticket on which ticket
     * @param text what
     * @return the reply
     */
    public AgentReply reply(Ticket ticket, String text) {
        return tickets().reply(ANN, ticket.id(), ReplyDraft.text(text)).entry();
    }

    /**
     * Reads a ticket again.
     *
     * @param ticket which
     * @return the ticket as it is now
     */
    public Ticket now(Ticket ticket) {
        return now(ticket.id());
    }

    /**
     * Reads a ticket.
     *
     * @param ticket which
     * @return the ticket as it is now
     */
    public Ticket now(TicketId ticket) {
        return tickets().find(ANN, ticket).orElseThrow();
    }

    /**
     * Reads the texts of a thread.
     *
     * @param ticket whose
     * @return what was written, oldest first
     */
    public List<String> texts(Ticket ticket) {
        return tickets().thread(ANN, ticket.id()).entries().stream()
                .map(entry -> entry.body().text())
                .toList();
    }

    /**
     * Reads the latest entry of a thread.
     *
     * @param ticket whose
     * @return the entry
     */
    public ThreadEntry last(Ticket ticket) {
        return tickets().thread(ANN, ticket.id()).last().orElseThrow();
    }

    /**
     * Reads what became of a reply's mail.
     *
     * @param reply which
     * @return its delivery
     */
    public EmailDelivery delivery(AgentReply reply) {
        return tickets().thread(ANN, reply.ticket()).delivery(reply.id()).orElseThrow();
    }

    /** {@return how many mails were sent, now that the worker had its turn} */
    public int send() {
        return OutboxWorker.of(desk).runOnce();
    }

    /**
     * Takes a message in.
     *
     * @param message the message
     * @return what became of it
     */
    public Outcome receive(Messages message) {
        try {
            return desk.intake().receive(message.build()).get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The signed address that answers to a ticket's mails go to.
     *
     * @param ticket which
     * @return the address
     */
    public EmailAddress replyAddress(Ticket ticket) {
        return ReplyTokens.of(store.workspace(), KEY).address(ticket.id(), "acme.example");
    }
}
