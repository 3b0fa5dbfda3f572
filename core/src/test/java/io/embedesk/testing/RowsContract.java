package io.embedesk.testing;

import static io.embedesk.testing.StorePartContract.NOON;
import static io.embedesk.testing.StorePartContract.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.AttachmentId;
import io.embedesk.Workspace;
import io.embedesk.intake.Receipt;
import io.embedesk.intake.ReceiptId;
import io.embedesk.spi.AttachmentStore;
import io.embedesk.spi.TicketStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every part of a store's transaction promises. Not to be extended directly: {@link TicketStoreContract} has this and
 * what the desk on top promises.
 */
public abstract class RowsContract {
    private static final AtomicInteger WORKSPACES = new AtomicInteger();

    TicketStore store = TicketStore.inMemory();
    TicketStore second = store;

    /** For subclasses. */
    RowsContract() {}

    /**
     * Opens an instance on the storage that all instances of this test class share.
     *
     * @param workspace whose
     * @return a new instance
     */
    protected abstract TicketStore open(Workspace workspace);

    /**
     * Runs work inside a transaction of the host, as {@link TicketStore#join} sees it, and rolls that back.
     *
     * @param joined a store that {@link #open} returned
     * @param work what to do
     */
    protected abstract void rolledBack(TicketStore joined, Runnable work);

    /** {@return how many commands the concurrency tests give; a store on a database may take 2,000} */
    protected int commands() {
        return 20_000;
    }

    @BeforeEach
    void openTwoInstancesOnOneStorage() {
        Workspace workspace = newWorkspace();
        store = open(workspace);
        second = open(workspace);
    }

    static Workspace newWorkspace() {
        return new Workspace("contract-" + WORKSPACES.incrementAndGet());
    }

    @Nested
    class Tickets extends TicketRowsContract {
        @Override
        RowsContract contract() {
            return RowsContract.this;
        }
    }

    @Nested
    class Entries extends EntryRowsContract {
        @Override
        RowsContract contract() {
            return RowsContract.this;
        }
    }

    @Nested
    class Outbox extends OutboxRowsContract {
        @Override
        RowsContract contract() {
            return RowsContract.this;
        }
    }

    @Nested
    class Receipts extends ReceiptRowsContract {
        @Override
        RowsContract contract() {
            return RowsContract.this;
        }
    }

    @Nested
    class Keys extends KeyRowsContract {
        @Override
        RowsContract contract() {
            return RowsContract.this;
        }
    }

    @Nested
    class Privacy extends PrivacyRowsContract {
        @Override
        RowsContract contract() {
            return RowsContract.this;
        }
    }

    @Nested
    class Events extends EventRowsContract {
        @Override
        RowsContract contract() {
            return RowsContract.this;
        }
    }

    @Nested
    class Transactions extends TransactionContract {
        @Override
        RowsContract contract() {
            return RowsContract.this;
        }
    }

    @Nested
    class Attachments extends AttachmentStoreContract {
        private static final byte[] BYTES = "several pieces ".repeat(20_000).getBytes(StandardCharsets.US_ASCII);

        @Override
        protected AttachmentStore first() {
            return store.attachments();
        }

        @Override
        protected AttachmentStore other() {
            return second.attachments();
        }

        @Test
        void keepsBytesTogetherWithWhatNamesThem() throws IOException {
            AttachmentId id = AttachmentId.mint(NOON);
            Receipt receipt = new Receipt(ReceiptId.mint(), "raw", "1", id, NOON, Receipt.State.ACCEPTED, null);
            write(store, tx -> {
                tx.receipts().insert(receipt);
                put(tx.attachments(), id, BYTES);
                assertThat(opened(tx.attachments(), id)).isEqualTo(BYTES);
            });
            assertThat(second.<Optional<Receipt>>read(tx -> tx.receipts().find(receipt.id())))
                    .contains(receipt);
            assertThat(opened(second.attachments(), id)).isEqualTo(BYTES);
            write(second, tx -> delete(tx.attachments(), id));
            assertThat(store.attachments().list(null, 10)).isEmpty();
        }

        @Test
        void undoesWhatAFailedTransactionDidToBytes() throws IOException {
            AttachmentId before = AttachmentId.mint(NOON);
            put(store.attachments(), before, BYTES);
            assertThatThrownBy(() -> write(store, tx -> {
                        put(tx.attachments(), AttachmentId.mint(NOON.plusSeconds(1)), BYTES);
                        delete(tx.attachments(), before);
                        throw new IllegalArgumentException("mine");
                    }))
                    .hasMessage("mine");
            assertThat(second.attachments().list(null, 10)).containsExactly(before);
            assertThat(opened(second.attachments(), before)).isEqualTo(BYTES);
        }

        @Test
        void goesWithTheHostsTransactionOnlyWhenItIsPartOfIt() throws IOException {
            AttachmentId apart = AttachmentId.mint(NOON);
            rolledBack(store, () -> {
                write(store, tx -> put(tx.attachments(), AttachmentId.mint(NOON.plusSeconds(1)), BYTES));
                put(store.attachments(), apart, BYTES);
            });
            assertThat(second.attachments().list(null, 10)).containsExactly(apart);
        }

        private static void put(AttachmentStore place, AttachmentId id, byte[] bytes) {
            try {
                place.put(id, new ByteArrayInputStream(bytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(AttachmentStore place, AttachmentId id) {
            try {
                place.delete(id);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static byte[] opened(AttachmentStore place, AttachmentId id) {
            try (InputStream bytes = place.open(id).orElseThrow()) {
                return bytes.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
