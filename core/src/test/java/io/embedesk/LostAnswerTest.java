package io.embedesk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.email.EmailDelivery;
import io.embedesk.email.OutboxWorker;
import io.embedesk.intake.Receipt;
import io.embedesk.spi.AttachmentStore;
import io.embedesk.spi.TicketStore;
import io.embedesk.spi.TicketTransaction;
import io.embedesk.testing.Messages;
import io.embedesk.testing.RecordingChannel;
import java.io.IOException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The connection dies after the commit and before the answer: the caller repeats the call, and nothing is lost or doubled. */
class LostAnswerTest {
    private static final Actor.Staff ANN = Actor.agent("ann");
    private static final Content BYTES = Content.of("1,2\n".getBytes(UTF_8));

    private final DyingStore store = new DyingStore();
    private final Desk desk = Desk.builder(store).build();

    /** Commits, and then says that it failed. */
    private static final class DyingStore implements TicketStore {
        private final TicketStore real = TicketStore.inMemory();
        private boolean dying;
        /** So many commits fail before anything happens. */
        private int refusals;

        private <T> T died(T result) {
            if (dying) {
                throw new StorageException("The connection is gone", new IOException("reset"));
            }
            return result;
        }

        @Override
        public Workspace workspace() {
            return real.workspace();
        }

        @Override
        public <T> T read(Function<? super TicketTransaction, ? extends T> work) {
            return real.read(work);
        }

        @Override
        public <T> T join(Function<? super TicketTransaction, ? extends T> work) {
            return died(real.<T>join(work));
        }

        @Override
        public <T> T commit(Function<? super TicketTransaction, ? extends T> work) {
            if (refusals > 0) {
                refusals--;
                throw new StorageException("There is no connection", new IOException("refused"));
            }
            return died(real.<T>commit(work));
        }

        @Override
        public boolean insideTransaction() {
            return real.insideTransaction();
        }

        @Override
        public AttachmentStore attachments() {
            return real.attachments();
        }
    }

    @Test
    void aRepeatedReplyFindsTheFirstWithTheBytesOfItsFile() throws IOException {
        Ticket ticket = desk.tickets().open(ANN, NewTicket.subject("Printer"));
        ReplyDraft draft = ReplyDraft.text("See the file").attach(Upload.of("a.csv", "text/csv", BYTES));
        store.dying = true;
        assertThatThrownBy(() -> desk.tickets().reply(ANN, ticket.id(), draft)).isInstanceOf(StorageException.class);
        store.dying = false;

        ReplyResult again = desk.tickets().reply(ANN, ticket.id(), draft);
        assertThat(again.entry().seq()).isEqualTo(1);
        Attachment file = again.entry().attachments().get(0);
        try (AttachmentDownload download =
                desk.tickets().attachment(ANN, ticket.id(), file.id()).orElseThrow()) {
            assertThat(download.bytes().readAllBytes()).isEqualTo("1,2\n".getBytes(UTF_8));
        }
    }

    @Test
    void aRepeatedDeliveryFindsItsReceiptWithTheRawBytes() throws IOException {
        store.dying = true;
        assertThatThrownBy(() -> desk.intake().accept("raw", "key", BYTES)).isInstanceOf(StorageException.class);
        store.dying = false;
        Receipt again = desk.intake().accept("raw", "key", BYTES);
        assertThat(desk.intake().raw(again)).hasBinaryContent("1,2\n".getBytes(UTF_8));
    }

    @Test
    void aRepeatedMessageIsTheSameMessage() throws IOException {
        desk.tickets().open(ANN, NewTicket.subject("So that there are numbers left"));
        var message = Messages.from("carla@customer.example").build();
        store.dying = true;
        assertThatThrownBy(() -> desk.intake().receive(message)).isInstanceOf(StorageException.class);
        store.dying = false;
        assertThat(desk.intake().receive(message).get(0).disposition().name()).isEqualTo("DUPLICATE");
        assertThat(desk.tickets().counts(ANN, TicketFilter.ALL).all()).isEqualTo(2);
    }

    @Test
    void aMailThatLeftIsRecordedWhenTheDatabaseIsBack() {
        RecordingChannel channel = new RecordingChannel();
        Desk mailing = Desk.builder(store)
                .email(channel)
                .replyKey(Secret.of("0123456789abcdef0123456789abcdef"))
                .build();
        Ticket ticket = mailing.tickets().open(ANN, NewTicket.subject("Printer").contact("carla@customer.example"));
        EntryId reply = mailing.tickets()
                .reply(ANN, ticket.id(), ReplyDraft.text("On it"))
                .entry()
                .id();
        channel.answers(mail -> {
            store.refusals = 2;
            return RecordingChannel.accepted(mail);
        });
        OutboxWorker worker = OutboxWorker.of(mailing);
        assertThatThrownBy(worker::runOnce).isInstanceOf(StorageException.class);
        channel.answers(RecordingChannel::accepted);
        Ticket other = mailing.tickets().open(ANN, NewTicket.subject("Scanner").contact("dan@customer.example"));
        mailing.tickets().reply(ANN, other.id(), ReplyDraft.text("On it as well"));
        assertThat(worker.runOnce()).as("what is due leaves meanwhile").isOne();
        assertThat(mailing.tickets().thread(ANN, ticket.id()).delivery(reply))
                .map(EmailDelivery::state)
                .contains(EmailDelivery.State.SENDING);
        assertThat(worker.runOnce()).as("it is not sent again").isZero();
        assertThat(channel.sent()).hasSize(2);
        assertThat(mailing.tickets().thread(ANN, ticket.id()).delivery(reply))
                .map(EmailDelivery::state)
                .contains(EmailDelivery.State.SENT);
    }
}
