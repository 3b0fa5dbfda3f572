package io.embedesk.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embedesk.Actor;
import io.embedesk.Content;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.NoteDraft;
import io.embedesk.ReplyDraft;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketId;
import io.embedesk.Upload;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.OutboxWorker;
import io.embedesk.email.ReplyTokens;
import io.embedesk.intake.Receipt;
import java.io.IOException;
import java.util.List;

/**
 * A person whose name is written into every column that the public API reaches, so that a dump of everything shows what an
 * erasure left behind. Each text that must go contains {@link #MARK}; what may stay does not.
 */
public final class Canaries {
    /** In every text that belongs to the person. */
    public static final String MARK = "canary";
    /** The person. */
    public static final EmailAddress PERSON = EmailAddress.of("carla.canary@customer.example");
    /** Somebody else, who may stay. */
    public static final EmailAddress OTHER = EmailAddress.of("emil@other.example");

    private static final Actor.Staff ANN = Actor.agent("ann");

    private final Desk desk;

    private Canaries(Desk desk) {
        this.desk = desk;
    }

    /**
     * Writes the person everywhere.
     *
     * @param desk with the {@link Scenario#KEY} as its reply key and a mail channel
     * @return the other person's ticket, which the first took part in
     * @throws IOException if a message cannot be taken in
     */
    public static Ticket plant(Desk desk) throws IOException {
        Canaries canaries = new Canaries(desk);
        canaries.ownTicket();
        return canaries.othersTicket();
    }

    private static Upload file() {
        return Upload.of("canary.txt", "text/plain", Content.of("bytes of a canary".getBytes(UTF_8)));
    }

    private void ownTicket() throws IOException {
        Ticket ticket = desk.tickets()
                .open(
                        ANN,
                        NewTicket.subject("canary in the subject")
                                .description("a canary describes")
                                .contactName("Carla Canary")
                                .contact(PERSON.value())
                                .conversation("canary-chat")
                                .tags("canary-tag"));
        desk.tickets().change(ANN, ticket.id(), TicketChange.addTags("canary-2"));
        desk.tickets()
                .note(ANN, ticket.id(), NoteDraft.text("the canary called").attach(file()));
        desk.tickets().reply(ANN, ticket.id(), ReplyDraft.text("Dear canary").attach(file()));
        OutboxWorker.of(desk).runOnce();
        desk.tickets().reply(ANN, ticket.id(), ReplyDraft.text("Dear canary, again"));
        mail(ticket.id(), "1.canary@customer.example");
    }

    private Ticket othersTicket() throws IOException {
        Ticket ticket =
                desk.tickets().open(ANN, NewTicket.subject("Emil's printer").contact(OTHER.value()));
        desk.tickets().acceptSender(ANN, ticket.id(), new Mailbox("Carla Canary", PERSON));
        mail(ticket.id(), "2.canary@customer.example");
        desk.tickets().reply(ANN, ticket.id(), ReplyDraft.text("Dear Emil"));
        OutboxWorker.of(desk).runOnce();
        return desk.tickets().find(ANN, ticket.id()).orElseThrow();
    }

    private void mail(TicketId ticket, String id) throws IOException {
        Receipt receipt = desk.intake().accept("raw", id, Content.of(("raw mail of a canary " + id).getBytes(UTF_8)));
        var message = Messages.from(PERSON.value())
                .id(id)
                .text("a canary writes")
                .copyTo(OTHER.value())
                .to(ReplyTokens.of(desk.workspace(), Scenario.KEY).address(ticket, "acme.example"))
                .attach(file())
                .build();
        desk.intake().receive(receipt, List.of(message));
    }
}
