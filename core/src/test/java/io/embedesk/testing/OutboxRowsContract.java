package io.embedesk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.AgentReply;
import io.embedesk.Attachment;
import io.embedesk.EntryId;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.EmailDelivery.Recipient;
import io.embedesk.email.EmailDelivery.SkipReason;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.email.HeaderText;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import io.embedesk.email.ThreadHeaders;
import io.embedesk.spi.OutboxBacklog;
import io.embedesk.spi.OutboxRow;
import io.embedesk.spi.TicketStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a store promises about the mails that wait. */
abstract class OutboxRowsContract extends StorePartContract {
    private final Duration lease = Duration.ofMinutes(5);

    private OutboxRow queued(Ticket ticket, Instant dueAt) {
        EmailDelivery delivery = new EmailDelivery(EntryId.mint(), State.QUEUED, null, List.of(), 0, null, NOON);
        OutboxRow row = new OutboxRow(ticket.id(), delivery, dueAt, 0, null, null);
        write(store, tx -> tx.outbox().insert(row));
        return row;
    }

    private List<OutboxRow> claim(TicketStore on, String owner, Instant now, int limit) {
        return on.commit(tx -> tx.outbox().claim(owner, now, lease, limit));
    }

    @Test
    void readsBackEveryFieldOfASealedMail() {
        Ticket ticket = saved(ticket(1));
        Attachment file = attachment("a.png");
        AgentReply reply = replyOn(ticket, 1, file);
        OutboundEmail sealed = sealed(reply, file);
        EmailDelivery delivery = new EmailDelivery(
                reply.id(),
                State.QUEUED,
                null,
                List.of(
                        new Recipient(EmailAddress.of(CUSTOMER), State.QUEUED, null),
                        new Recipient(EmailAddress.of("dan@customer.example"), State.FAILED, "550 no such user")),
                2,
                "451 later",
                NOON);
        OutboxRow row = new OutboxRow(ticket.id(), delivery, NOON.plusSeconds(30), 1, null, sealed);
        write(store, tx -> {
            tx.entries().append(reply);
            tx.outbox().insert(row);
        });
        assertThat(second.<Optional<OutboxRow>>read(tx -> tx.outbox().find(reply.id())))
                .contains(row);
        assertThat(second.<List<OutboxRow>>read(tx -> tx.outbox().ofTicket(ticket.id())))
                .containsExactly(row);
    }

    private static OutboundEmail sealed(AgentReply reply, Attachment file) {
        MessageId id = new MessageId("reply@acme.example");
        MessageId thread = new MessageId("thread@acme.example");
        return new OutboundEmail(
                reply.id(),
                new OutboundEmail.Envelope(EmailAddress.of("bounce@acme.example"), List.of(EmailAddress.of(CUSTOMER))),
                new Mailbox("Acme Support", EmailAddress.of("support@acme.example")),
                EmailAddress.of("ticket+x@acme.example"),
                List.of(
                        new Mailbox("Carla, \"C\"", EmailAddress.of(CUSTOMER)),
                        Mailbox.of(EmailAddress.of("dan@customer.example"))),
                List.of(new Mailbox("Dora", EmailAddress.of("dora@customer.example"))),
                new HeaderText("Re: Überraschung 不一"),
                new ThreadHeaders(id, thread, List.of(thread, new MessageId("first@customer.example"))),
                Instant.parse("2026-03-01T12:00:00Z"),
                new OutboundEmail.Body("Text\nwith lines", "<p>Text</p>"),
                List.of(file),
                "marker",
                false);
    }

    @Test
    void readsBackWhyAReplyIsNotMailed() {
        Ticket ticket = saved(ticket(1));
        EmailDelivery delivery =
                new EmailDelivery(EntryId.mint(), State.SKIPPED, SkipReason.NO_CONTACT_EMAIL, List.of(), 0, null, NOON);
        OutboxRow row = new OutboxRow(ticket.id(), delivery, NOON, 0, null, null);
        write(store, tx -> tx.outbox().insert(row));
        assertThat(second.<Optional<OutboxRow>>read(tx -> tx.outbox().find(delivery.reply())))
                .contains(row);
        assertThat(claim(second, "w", NOON.plus(Duration.ofDays(9)), 10)).isEmpty();
    }

    @Test
    void claimsWhatIsDueLongestDueFirst() {
        Ticket ticket = saved(ticket(1));
        OutboxRow later = queued(ticket, NOON.plusSeconds(60));
        OutboxRow first = queued(ticket, NOON.minusSeconds(60));
        OutboxRow now = queued(ticket, NOON);
        List<OutboxRow> claimed = claim(second, "worker", NOON, 10);
        assertThat(claimed.stream().map(OutboxRow::reply)).containsExactly(first.reply(), now.reply());
        assertThat(claimed.get(0)).isEqualTo(first.claimed("worker", NOON, NOON.plus(lease)));
        assertThat(claim(store, "other", NOON, 10)).isEmpty();
        assertThat(claim(store, "other", NOON.plusSeconds(60), 10).stream().map(OutboxRow::reply))
                .containsExactly(later.reply());
    }

    @Test
    void givesARowToAnotherWorkerWhenItsLeaseHasEnded() {
        OutboxRow row = queued(saved(ticket(1)), NOON);
        claim(store, "dead", NOON, 1);
        assertThat(claim(second, "w", NOON.plus(lease).minusMillis(1), 1)).isEmpty();
        OutboxRow taken = claim(second, "w", NOON.plus(lease), 1).get(0);
        assertThat(taken.reply()).isEqualTo(row.reply());
        assertThat(taken.delivery().attempts()).isEqualTo(2);
        assertThat(taken.crashes()).isEqualTo(1);
    }

    @Test
    void replacesARowOnlyForTheWorkerThatHasIt() {
        queued(saved(ticket(1)), NOON);
        OutboxRow late = claim(store, "late", NOON, 1).get(0);
        OutboxRow mine = claim(second, "mine", NOON.plus(lease), 1).get(0);
        assertThat(replace(store, late, sent(late))).isFalse();
        assertThat(replace(second, mine, sent(mine))).isTrue();
        assertThat(replace(second, mine, sent(mine))).isFalse();
        assertThat(store.<Optional<OutboxRow>>read(tx -> tx.outbox().find(mine.reply())))
                .contains(sent(mine));
    }

    private static boolean replace(TicketStore on, OutboxRow known, OutboxRow next) {
        return on.commit(tx -> tx.outbox().replace(known, next));
    }

    private static OutboxRow sent(OutboxRow row) {
        EmailDelivery was = row.delivery();
        EmailDelivery sent =
                new EmailDelivery(was.reply(), State.SENT, null, was.recipients(), was.attempts(), "250 Ok", NOON);
        return new OutboxRow(row.ticket(), sent, row.dueAt(), row.answeredAttempts() + 1, null, row.sealed());
    }

    @Test
    void neverGivesARowToTwoWorkers() throws Exception {
        Ticket ticket = saved(ticket(1));
        IntStream.range(0, 60).forEach(i -> queued(ticket, NOON));
        List<EntryId> claimed = java.util.Collections.synchronizedList(new ArrayList<>());
        race(4, i -> {
            TicketStore mine = i % 2 == 0 ? store : second;
            AtomicInteger round = new AtomicInteger();
            while (claimed.size() < 60 && round.incrementAndGet() < 1_000) {
                claim(mine, "worker-" + i + "-" + round, NOON, 3).forEach(row -> claimed.add(row.reply()));
            }
            return true;
        });
        assertThat(claimed).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void keepsAMailThatIsAboutNoTicketUntilItIsDeletedOrItsReaderForgotten() {
        List<EntryId> ids = List.of(EntryId.mint(), EntryId.mint());
        for (EntryId id : ids) {
            OutboxRow row = automatic(id);
            write(store, tx -> tx.outbox().insert(row));
            assertThat(second.<Optional<OutboxRow>>read(tx -> tx.outbox().find(id)))
                    .contains(row);
        }
        OutboxRow claimed = claim(second, "w", NOON, 1).get(0);
        assertThat(claimed.isAutomatic()).isTrue();
        write(second, tx -> tx.outbox().delete(claimed.reply()));
        assertThat(store.<Optional<OutboxRow>>read(tx -> tx.outbox().find(claimed.reply())))
                .isEmpty();
        write(store, tx -> tx.privacy().forgetMail(EmailAddress.of("dan@customer.example")));
        assertThat(claim(store, "w", NOON, 10)).hasSize(1);
        assertThat(store.<List<TicketId>>read(tx -> tx.privacy().naming(EmailAddress.of(CUSTOMER), 10)))
                .isEmpty();
        write(second, tx -> tx.privacy().forgetMail(EmailAddress.of(CUSTOMER.toUpperCase(Locale.ROOT))));
        assertThat(ids)
                .allSatisfy(id -> assertThat(store.<Optional<OutboxRow>>read(
                                tx -> tx.outbox().find(id)))
                        .isEmpty());
    }

    private static OutboxRow automatic(EntryId id) {
        EmailAddress from = EmailAddress.of("support@acme.example");
        OutboundEmail mail = new OutboundEmail(
                id,
                new OutboundEmail.Envelope(from, List.of(EmailAddress.of(CUSTOMER))),
                Mailbox.of(from),
                from,
                List.of(Mailbox.of(EmailAddress.of(CUSTOMER))),
                List.of(),
                new HeaderText("Your link"),
                ThreadHeaders.beginning(new MessageId("desk.auto@acme.example")),
                Instant.parse("2026-03-01T12:00:00Z"),
                new OutboundEmail.Body("Here", "<p>Here</p>"),
                List.of(),
                "marker",
                true);
        List<Recipient> to = List.of(new Recipient(EmailAddress.of(CUSTOMER), State.QUEUED, null));
        EmailDelivery delivery = new EmailDelivery(id, State.QUEUED, null, to, 0, null, NOON);
        return new OutboxRow(null, delivery, NOON, 0, null, mail);
    }

    @Test
    void saysWhatWaitsUpToTheNumberAskedFor() {
        assertThat(store.<OutboxBacklog>read(tx -> tx.outbox().backlog(10))).isEqualTo(new OutboxBacklog(0, 0, null));
        Ticket ticket = saved(ticket(1));
        queued(ticket, NOON.plusSeconds(60));
        OutboxRow first = queued(ticket, NOON.minusSeconds(60));
        queued(ticket, NOON);
        assertThat(second.<OutboxBacklog>read(tx -> tx.outbox().backlog(10))).isEqualTo(new OutboxBacklog(3, 0, first));
        assertThat(second.<OutboxBacklog>read(tx -> tx.outbox().backlog(2)).waiting())
                .isEqualTo(2);
        OutboxRow claimed = claim(store, "w", NOON, 1).get(0);
        EmailDelivery was = claimed.delivery();
        EmailDelivery aside =
                new EmailDelivery(was.reply(), State.QUARANTINED, null, was.recipients(), was.attempts(), "died", NOON);
        assertThat(replace(store, claimed, new OutboxRow(claimed.ticket(), aside, NOON, 1, null, null)))
                .isTrue();
        OutboxBacklog after = second.read(tx -> tx.outbox().backlog(10));
        assertThat(after.waiting()).isEqualTo(2);
        assertThat(after.setAside()).isOne();
    }

    @Test
    void deletesTheMailsOfATicket() {
        Ticket ticket = saved(ticket(1));
        OutboxRow row = queued(ticket, NOON);
        write(store, tx -> tx.outbox().deleteAll(ticket.id()));
        assertThat(second.<Optional<OutboxRow>>read(tx -> tx.outbox().find(row.reply())))
                .isEmpty();
    }
}
