package io.embedesk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.AgentReply;
import io.embedesk.Attachment;
import io.embedesk.AttachmentId;
import io.embedesk.CustomerMessage;
import io.embedesk.CustomerMessage.Audience;
import io.embedesk.CustomerMessage.Flag;
import io.embedesk.EntryId;
import io.embedesk.InternalNote;
import io.embedesk.MessageBody;
import io.embedesk.SafeHtml;
import io.embedesk.StorageException;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.spi.MailReference;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a store promises about a thread and the mails it is known by. */
abstract class EntryRowsContract extends StorePartContract {
    @Test
    void readsBackEveryKindOfEntryAsItWas() {
        Ticket ticket = saved(ticket(1));
        MessageBody rich = new MessageBody("new", "> old", new SafeHtml("<p>new</p>"));
        List<ThreadEntry> entries = List.of(
                new CustomerMessage(
                        EntryId.mint(),
                        ticket.id(),
                        1,
                        NOON,
                        new Mailbox("Carla", EmailAddress.of(CUSTOMER)),
                        rich,
                        Audience.AGENTS,
                        Set.of(Flag.OTHER_SENDER, Flag.AUTHENTICATION_FAILED),
                        List.of(attachment("a.png"), attachment("b.png"))),
                new AgentReply(EntryId.mint(), ticket.id(), 2, NOON, "ann", rich, List.of(attachment("c.png"))),
                new InternalNote(EntryId.mint(), ticket.id(), 3, NOON, "ann", MessageBody.of("psst"), List.of()));
        write(store, tx -> entries.forEach(tx.entries()::append));
        assertThat(second.<List<ThreadEntry>>read(tx -> tx.entries().thread(ticket.id(), 0)))
                .isEqualTo(entries);
        assertThat(second.<List<ThreadEntry>>read(tx -> tx.entries().thread(ticket.id(), 2)))
                .isEqualTo(entries.subList(2, 3));
        assertThat(second.<Optional<ThreadEntry>>read(
                        tx -> tx.entries().find(entries.get(1).id())))
                .contains(entries.get(1));
    }

    @Test
    void keepsTextsOfAMillionCharacters() {
        Ticket ticket = saved(ticket(1));
        String text = "Grüße ".repeat(1_000_000 / 6);
        AgentReply reply = new AgentReply(EntryId.mint(), ticket.id(), 1, NOON, "ann", MessageBody.of(text), List.of());
        write(store, tx -> tx.entries().append(reply));
        assertThat(second.<Optional<ThreadEntry>>read(tx -> tx.entries().find(reply.id())))
                .contains(reply);
    }

    @Test
    void refusesASecondEntryInTheSamePlace() {
        Ticket ticket = saved(ticket(1));
        write(store, tx -> tx.entries().append(replyOn(ticket, 1)));
        assertThatThrownBy(() -> write(store, tx -> tx.entries().append(replyOn(ticket, 1))))
                .isInstanceOf(StorageException.class);
    }

    @Test
    void findsAFileOnlyOnItsOwnTicket() {
        Ticket ticket = saved(ticket(1));
        Ticket other = saved(ticket(2));
        Attachment file = attachment("a.png");
        write(store, tx -> tx.entries().append(replyOn(ticket, 1, file)));
        assertThat(store.<Optional<Attachment>>read(tx -> tx.entries().attachment(ticket.id(), file.id())))
                .contains(file);
        assertThat(store.<Optional<Attachment>>read(tx -> tx.entries().attachment(other.id(), file.id())))
                .isEmpty();
    }

    @Test
    void knowsTheTicketsOfAMailInOneLookUp() {
        Ticket one = saved(ticket(1));
        Ticket two = saved(ticket(2));
        AgentReply reply = replyOn(one, 1);
        MessageId shared = new MessageId("shared@mail.example");
        MailReference thread = new MailReference(new MessageId("thread@mail.example"), one.id(), null, true);
        MailReference entry = new MailReference(shared, one.id(), reply.id(), false);
        MailReference elsewhere = new MailReference(shared, two.id(), null, false);
        write(store, tx -> {
            tx.entries().append(reply);
            tx.entries().remember(thread);
            tx.entries().remember(entry);
            tx.entries().remember(elsewhere);
            tx.entries().remember(entry);
        });
        List<MailReference> known = second.read(tx -> tx.entries()
                .known(List.of(shared, new MessageId("thread@mail.example"), new MessageId("unknown@mail.example"))));
        assertThat(known).containsExactlyInAnyOrder(thread, entry, elsewhere);
        assertThat(second.<List<MailReference>>read(tx -> tx.entries().mails(one.id())))
                .containsExactly(thread, entry);
    }

    @Test
    void tellsMessageIdsApartByEveryCharacter() {
        Ticket ticket = saved(ticket(1));
        MessageId id = new MessageId("a".repeat(880) + "Q@mail.example");
        MessageId near = new MessageId("a".repeat(880) + "q@mail.example");
        write(store, tx -> tx.entries().remember(new MailReference(id, ticket.id(), null, true)));
        assertThat(store.<List<MailReference>>read(tx -> tx.entries().known(List.of(near))))
                .isEmpty();
        assertThat(store.<List<MailReference>>read(tx -> tx.entries().known(List.of(id))))
                .hasSize(1);
    }

    @Test
    void deletesAThreadWithItsMailsAndNamesItsFiles() {
        Ticket ticket = saved(ticket(1));
        Attachment file = attachment("a.png");
        MessageId mail = new MessageId("m@mail.example");
        write(store, tx -> {
            tx.entries().append(replyOn(ticket, 1, file));
            tx.entries().remember(new MailReference(mail, ticket.id(), null, true));
        });
        List<AttachmentId> files = store.join(tx -> tx.entries().deleteAll(ticket.id()));
        assertThat(files).containsExactly(file.id());
        assertThat(second.<List<ThreadEntry>>read(tx -> tx.entries().thread(ticket.id(), 0)))
                .isEmpty();
        assertThat(second.<List<MailReference>>read(tx -> tx.entries().known(List.of(mail))))
                .isEmpty();
    }
}
