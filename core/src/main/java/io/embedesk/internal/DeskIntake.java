package io.embedesk.internal;

import io.embedesk.Attachment;
import io.embedesk.AttachmentId;
import io.embedesk.Content;
import io.embedesk.TicketId;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.intake.Clues;
import io.embedesk.intake.IncomingMessage;
import io.embedesk.intake.Intake;
import io.embedesk.intake.Match;
import io.embedesk.intake.Outcome;
import io.embedesk.intake.Outcome.Disposition;
import io.embedesk.intake.Receipt;
import io.embedesk.intake.ReceiptId;
import io.embedesk.spi.AttachmentStore;
import io.embedesk.spi.DeskMetrics.Counted;
import io.embedesk.spi.DeskMetrics.Timed;
import io.embedesk.spi.TicketStore;
import io.embedesk.spi.TicketTransaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Deliveries and their receipts; what a message does to tickets is {@link MessageReceiver}'s. */
final class DeskIntake implements Intake {
    /** What a store's column holds. */
    private static final int MAX_KEY_LENGTH = 200;

    private final DeskParts parts;
    private final TicketStore store;
    private final Files files;
    private final TicketMatcher matcher;
    private final MessageReceiver receiver;
    private final TicketWriter writer;

    DeskIntake(DeskParts parts, TicketWriter writer) {
        this.parts = parts;
        this.store = parts.store();
        this.files = new Files(parts);
        this.matcher = new TicketMatcher(parts.tokens());
        this.writer = writer;
        this.receiver = new MessageReceiver(parts, writer);
    }

    @Override
    public Receipt accept(String source, String key, Content raw) throws IOException {
        parts.requireOutsideTransaction("Intake.accept");
        String deliveryKey = key.length() <= MAX_KEY_LENGTH ? key : Hashes.hex(key);
        Optional<Receipt> before = store.read(tx -> tx.receipts().findByKey(source, deliveryKey));
        if (before.isPresent()) {
            return before.get();
        }
        AttachmentId place = AttachmentId.mint(parts.now());
        Receipt receipt =
                new Receipt(ReceiptId.mint(), source, deliveryKey, place, parts.now(), Receipt.State.ACCEPTED, null);
        return parts.elsewhere() == null ? keptWithItsBytes(receipt, raw) : keptAfterItsBytes(receipt, raw);
    }

    /** One commit for both. */
    private Receipt keptWithItsBytes(Receipt receipt, Content raw) throws IOException {
        try {
            return store.commit(tx -> {
                Receipt kept = insertedOrBefore(tx, receipt);
                if (kept.equals(receipt)) {
                    try {
                        put(tx.attachments(), receipt, raw);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                return kept;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** No transaction waits for another place's answer; so the bytes are there first, and no row names what is not. */
    private Receipt keptAfterItsBytes(Receipt receipt, Content raw) throws IOException {
        put(parts.files(), receipt, raw);
        // When the commit fails nobody knows whether it happened: the bytes stay, for the receipt that may name them.
        Receipt kept = store.commit(tx -> insertedOrBefore(tx, receipt));
        if (!kept.equals(receipt)) {
            files.dropIds(List.of(receipt.raw()));
        }
        return kept;
    }

    private static void put(AttachmentStore place, Receipt receipt, Content raw) throws IOException {
        try (InputStream bytes = raw.open()) {
            place.put(receipt.raw(), bytes);
        }
    }

    private static Receipt insertedOrBefore(TicketTransaction tx, Receipt receipt) {
        return tx.receipts().insert(receipt)
                ? receipt
                : tx.receipts()
                        .findByKey(receipt.source(), receipt.deliveryKey())
                        .orElseThrow();
    }

    @Override
    public InputStream raw(Receipt receipt) throws IOException {
        return parts.files()
                .open(receipt.raw())
                .orElseThrow(() -> new IOException("The raw bytes of receipt " + receipt.id() + " are gone"));
    }

    @Override
    public List<Outcome> receive(IncomingMessage message) throws IOException {
        return metered(message, (tx, outcomes) -> {});
    }

    @Override
    public List<Outcome> receive(Receipt receipt, List<IncomingMessage> messages) throws IOException {
        Set<EmailAddress> senders = messages.stream()
                .map(IncomingMessage::from)
                .filter(Objects::nonNull)
                .map(Mailbox::address)
                .collect(Collectors.toSet());
        if (messages.isEmpty()) {
            store.commit(tx -> finished(tx, receipt, List.of(), senders));
            return List.of();
        }
        List<Outcome> outcomes = new ArrayList<>();
        IncomingMessage last = messages.get(messages.size() - 1);
        for (IncomingMessage message : messages.subList(0, messages.size() - 1)) {
            outcomes.addAll(metered(message, (tx, its) -> {}));
        }
        List<Outcome> before = List.copyOf(outcomes);
        outcomes.addAll(metered(
                last,
                (tx, its) -> finished(
                        tx,
                        receipt,
                        Stream.concat(before.stream(), its.stream()).toList(),
                        senders)));
        return outcomes;
    }

    /** What the transaction of a message's last outcome does besides. */
    private interface Ending {
        void with(TicketTransaction tx, List<Outcome> outcomes);
    }

    private List<Outcome> metered(IncomingMessage message, Ending ending) throws IOException {
        parts.requireOutsideTransaction("Intake.receive");
        long since = System.nanoTime();
        List<Outcome> outcomes = received(message, ending);
        outcomes.forEach(outcome ->
                parts.metered().count(Counted.MESSAGES, outcome.disposition().name()));
        parts.metered().time(Timed.RECEIVE, since);
        return outcomes;
    }

    private List<Outcome> received(IncomingMessage message, Ending ending) throws IOException {
        List<Attachment> attachments = files.keep(message.attachments());
        String fingerprint = Fingerprint.of(message, attachments);
        List<Match> matches = match(message.clues());
        List<Outcome> outcomes = new ArrayList<>();
        boolean used = false;
        List<Optional<Match>> targets = matches.isEmpty()
                ? List.of(Optional.empty())
                : matches.stream().map(Optional::of).toList();
        for (Optional<Match> target : targets) {
            // A second ticket gets files of its own: deleting one ticket must not take the other's.
            List<Attachment> own = used ? files.keep(message.attachments()) : attachments;
            long number = writer.takeNumber();
            boolean last = outcomes.size() == targets.size() - 1;
            List<Outcome> before = List.copyOf(outcomes);
            Outcome outcome = store.commit(tx -> {
                Outcome it = receiver.receive(tx, message, own, fingerprint, target, number);
                if (last) {
                    ending.with(
                            tx, Stream.concat(before.stream(), Stream.of(it)).toList());
                }
                return it;
            });
            if (outcome.disposition() != Disposition.OPENED) {
                writer.giveBack(number);
            }
            used |= outcome.entry() != null;
            outcomes.add(outcome);
            if (outcome.entry() == null && own != attachments) {
                files.drop(own);
            }
        }
        if (!used) {
            files.drop(attachments);
        }
        return outcomes;
    }

    private static Receipt finished(
            TicketTransaction tx, Receipt receipt, List<Outcome> outcomes, Collection<EmailAddress> senders) {
        String detail = outcomes.stream()
                .map(o -> o.disposition() + (o.ticket() == null ? "" : " " + o.ticket()))
                .collect(Collectors.joining(", "));
        Set<TicketId> tickets =
                outcomes.stream().flatMap(o -> o.ticketId().stream()).collect(Collectors.toSet());
        tx.receipts().update(receipt.as(Receipt.State.FINISHED, Texts.oneLine(detail, 500)));
        ReceiptLinks.add(tx, receipt.id(), tickets, senders);
        return receipt;
    }

    @Override
    public void quarantine(Receipt receipt, String reason) {
        store.commit(tx -> {
            tx.receipts().update(receipt.as(Receipt.State.QUARANTINED, Texts.oneLine(reason, 500)));
            return receipt;
        });
    }

    @Override
    public List<Receipt> unfinished(Instant before, int limit) {
        return store.read(tx -> tx.receipts().inState(Receipt.State.ACCEPTED, before, limit));
    }

    @Override
    public List<Receipt> quarantined(int limit) {
        return store.read(tx ->
                tx.receipts().inState(Receipt.State.QUARANTINED, parts.now().plusSeconds(1), limit));
    }

    @Override
    public List<Match> match(Clues clues) {
        return store.read(tx -> matcher.match(tx, clues));
    }

    @Override
    public boolean isOwnMarker(String marker) {
        return parts.tokens() != null && parts.tokens().isOwnMarker(marker);
    }
}
