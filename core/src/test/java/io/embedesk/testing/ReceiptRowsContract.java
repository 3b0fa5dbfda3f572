package io.embedesk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.AttachmentId;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.intake.Receipt;
import io.embedesk.intake.ReceiptId;
import io.embedesk.spi.MessageKey;
import io.embedesk.spi.TicketStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a store promises about what was received, and what was claimed of it. */
abstract class ReceiptRowsContract extends StorePartContract {
    private static Receipt receipt(String key, Instant at) {
        return new Receipt(ReceiptId.mint(), "mailgun", key, AttachmentId.mint(NOON), at, Receipt.State.ACCEPTED, null);
    }

    @Test
    void recordsADeliveryOnce() {
        Receipt first = receipt("token", NOON);
        assertThat(store.<Boolean>commit(tx -> tx.receipts().insert(first))).isTrue();
        assertThat(second.<Boolean>commit(tx -> tx.receipts().insert(receipt("token", NOON))))
                .isFalse();
        assertThat(second.<Optional<Receipt>>read(tx -> tx.receipts().findByKey("mailgun", "token")))
                .contains(first);
        assertThat(second.<Optional<Receipt>>read(tx -> tx.receipts().find(first.id())))
                .contains(first);
        assertThat(second.<Optional<Receipt>>read(tx -> tx.receipts().findByKey("postmark", "token")))
                .isEmpty();
    }

    @Test
    void findsWhatWasNeverFinishedOldestFirst() {
        Receipt old = receipt("1", NOON.minusSeconds(20));
        Receipt older = receipt("2", NOON.minusSeconds(30));
        Receipt done = receipt("3", NOON.minusSeconds(40));
        Receipt young = receipt("4", NOON);
        write(store, tx -> List.of(old, older, done, young).forEach(tx.receipts()::insert));
        write(store, tx -> tx.receipts().update(done.as(Receipt.State.FINISHED, "OPENED")));
        List<Receipt> found = second.read(tx -> tx.receipts().inState(Receipt.State.ACCEPTED, NOON, 10));
        assertThat(found).containsExactly(older, old);
    }

    @Test
    void letsOneOfManyClaimAMessage() throws Exception {
        MessageKey key = new MessageKey("a".repeat(64), "b".repeat(64), "new");
        List<Boolean> won = java.util.Collections.synchronizedList(new ArrayList<>());
        race(6, i -> {
            TicketStore mine = i % 2 == 0 ? store : second;
            TicketId ticket = TicketId.mint();
            return won.add(mine.commit(tx -> tx.receipts().claim(key, ticket)));
        });
        assertThat(won).hasSize(6).containsOnlyOnce(true);
        assertThat(store.<Optional<TicketId>>read(tx -> tx.receipts().claimedBy(key)))
                .isPresent();
    }

    @Test
    void goesOnAfterAClaimThatWasTaken() {
        MessageKey key = new MessageKey("a".repeat(64), "b".repeat(64), "new");
        TicketId first = TicketId.mint();
        write(store, tx -> tx.receipts().claim(key, first));
        Ticket ticket = ticket(1);
        write(second, tx -> {
            assertThat(tx.receipts().claim(key, ticket.id())).isFalse();
            tx.tickets().insert(ticket);
        });
        assertThat(store.<Optional<Ticket>>read(tx -> tx.tickets().find(ticket.id())))
                .contains(ticket);
        assertThat(store.<Optional<TicketId>>read(tx -> tx.receipts().claimedBy(key)))
                .contains(first);
    }

    @Test
    void freesTheClaimsOfADeletedTicket() {
        MessageKey key = new MessageKey("a".repeat(64), "b".repeat(64), "new");
        TicketId ticket = TicketId.mint();
        write(store, tx -> tx.receipts().claim(key, ticket));
        assertThat(store.<List<String>>join(tx -> tx.receipts().deleteClaims(ticket)))
                .containsExactly(key.message());
        assertThat(second.<Boolean>commit(tx -> tx.receipts().claim(key, TicketId.mint())))
                .isTrue();
    }
}
