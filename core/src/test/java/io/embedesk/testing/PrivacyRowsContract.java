package io.embedesk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.AgentReply;
import io.embedesk.Attachment;
import io.embedesk.AttachmentId;
import io.embedesk.Contact;
import io.embedesk.CustomerMessage;
import io.embedesk.CustomerMessage.Audience;
import io.embedesk.EntryId;
import io.embedesk.MessageBody;
import io.embedesk.Participant;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.EmailDelivery.Recipient;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.email.Mailbox;
import io.embedesk.event.TicketEvent;
import io.embedesk.intake.Receipt;
import io.embedesk.intake.ReceiptId;
import io.embedesk.spi.OutboxRow;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a store promises about what is known of a person. */
abstract class PrivacyRowsContract extends StorePartContract {
    private static final EmailAddress WHO = EmailAddress.of("Jo_e%!@customer.example");

    private List<TicketId> naming() {
        return second.read(tx -> tx.privacy().naming(WHO, 10));
    }

    @Test
    void findsWhereAnAddressIsNamedAndNowhereElse() {
        EmailAddress similar = EmailAddress.of("xjo_e%!@customer.example");
        EmailAddress wild = EmailAddress.of("JoXeYY!@customer.example");
        Ticket contact = saved(ticket(1).toBuilder()
                .contact(new Contact(null, EmailAddress.of("jO_E%!@customer.example")))
                .build());
        Ticket participant = saved(ticket(2).toBuilder()
                .participants(List.of(
                        new Participant(new Mailbox("A", similar), Participant.State.ACCEPTED),
                        new Participant(new Mailbox("Joe", WHO), Participant.State.REFUSED)))
                .build());
        Ticket sender = saved(ticket(3));
        Ticket recipient = saved(ticket(4));
        Ticket others = saved(ticket(5).toBuilder()
                .contact(new Contact(null, similar))
                .participants(List.of(new Participant(Mailbox.of(wild), Participant.State.ACCEPTED)))
                .build());
        AgentReply reply = replyOn(recipient, 1);
        AgentReply other = replyOn(others, 1);
        write(store, tx -> {
            tx.entries().append(message(sender, WHO));
            tx.entries().append(reply);
            tx.entries().append(other);
            tx.outbox().insert(mailTo(reply, similar, WHO));
            tx.outbox().insert(mailTo(other, similar, wild));
        });
        assertThat(naming()).containsExactlyInAnyOrder(contact.id(), participant.id(), sender.id(), recipient.id());
    }

    private static CustomerMessage message(Ticket on, EmailAddress from) {
        return new CustomerMessage(
                EntryId.mint(),
                on.id(),
                1,
                NOON,
                Mailbox.of(from),
                MessageBody.of("Hello"),
                Audience.EVERYONE,
                Set.of(),
                List.of());
    }

    private static OutboxRow mailTo(AgentReply reply, EmailAddress... to) {
        List<Recipient> recipients = java.util.Arrays.stream(to)
                .map(address -> new Recipient(address, State.SENT, "250 Ok"))
                .toList();
        return new OutboxRow(
                reply.ticket(),
                new EmailDelivery(reply.id(), State.SENT, null, recipients, 1, null, NOON),
                NOON,
                1,
                null,
                null);
    }

    @Test
    void forgetsWhatTagsWereCalled() {
        TicketId id = TicketId.mint();
        TicketEvent tags =
                new TicketEvent.FieldChanged(id, NOON, "agent:ann", TicketEvent.Field.TAGS, "secret", "secret,x");
        TicketEvent status =
                new TicketEvent.FieldChanged(id, NOON, "agent:ann", TicketEvent.Field.STATUS, "OPEN", "CLOSED");
        write(store, tx -> tx.events().append(List.of(tags, status)));
        write(store, tx -> tx.privacy().forgetTags(id));
        assertThat(second.<List<TicketEvent>>read(tx -> tx.events().ofTicket(id)))
                .containsExactly(
                        new TicketEvent.FieldChanged(id, NOON, "agent:ann", TicketEvent.Field.TAGS, null, null),
                        status);
    }

    @Test
    void knowsWhichFilesARowNames() {
        Ticket ticket = saved(ticket(1));
        Attachment file = attachment("a.png");
        AttachmentId raw = AttachmentId.mint(NOON);
        AttachmentId orphan = AttachmentId.mint(NOON);
        write(store, tx -> {
            tx.entries().append(replyOn(ticket, 1, file));
            tx.receipts().insert(new Receipt(ReceiptId.mint(), "raw", "1", raw, NOON, Receipt.State.ACCEPTED, null));
        });
        assertThat(second.<Set<AttachmentId>>read(tx -> tx.privacy().named(List.of(file.id(), raw, orphan))))
                .containsExactlyInAnyOrder(file.id(), raw);
        assertThat(second.<Set<AttachmentId>>read(tx -> tx.privacy().named(List.of())))
                .isEmpty();
    }
}
