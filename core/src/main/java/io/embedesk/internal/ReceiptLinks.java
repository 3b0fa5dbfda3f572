package io.embedesk.internal;

import io.embedesk.AttachmentId;
import io.embedesk.TicketId;
import io.embedesk.email.EmailAddress;
import io.embedesk.intake.Receipt;
import io.embedesk.intake.ReceiptId;
import io.embedesk.spi.KeyedRow;
import io.embedesk.spi.TicketTransaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which tickets and senders a raw mail belongs to, so that it goes when they go. Both ways, as keyed rows. */
final class ReceiptLinks {
    private static final String OF_TICKET = "receipt-of:";
    private static final String OF_SENDER = "receipt-from:";
    private static final String GROUPS = "receipt-in:";
    private static final int MOST = 1_000;

    private ReceiptLinks() {}

    static void add(
            TicketTransaction tx, ReceiptId receipt, Collection<TicketId> tickets, Collection<EmailAddress> senders) {
        Set<String> groups = new HashSet<>();
        tickets.forEach(ticket -> groups.add(OF_TICKET + ticket));
        senders.forEach(sender -> groups.add(ofSender(sender)));
        for (String group : groups) {
            tx.keys().insert(KeyedRow.of(group, receipt.value(), ""));
            tx.keys().insert(KeyedRow.of(GROUPS + receipt, group, ""));
        }
    }

    private static String ofSender(EmailAddress sender) {
        return OF_SENDER + Hashes.hex("sender", sender.value().toLowerCase(Locale.ROOT));
    }

    static List<AttachmentId> deleteOfTicket(TicketTransaction tx, TicketId ticket) {
        return deleteAll(tx, OF_TICKET + ticket);
    }

    static List<AttachmentId> deleteOfSender(TicketTransaction tx, EmailAddress sender) {
        return deleteAll(tx, ofSender(sender));
    }

    private static List<AttachmentId> deleteAll(TicketTransaction tx, String group) {
        List<AttachmentId> raw = new ArrayList<>();
        List<KeyedRow> page = tx.keys().list(group, null, MOST);
        while (!page.isEmpty()) {
            for (KeyedRow link : page) {
                ReceiptId id = new ReceiptId(link.key());
                Optional<Receipt> receipt = tx.receipts().find(id);
                receipt.ifPresent(known -> raw.add(delete(tx, known)));
                tx.keys().delete(group, link.key());
            }
            page = tx.keys().list(group, null, MOST);
        }
        return raw;
    }

    /** Returns where its raw bytes are. */
    static AttachmentId delete(TicketTransaction tx, Receipt receipt) {
        tx.receipts().delete(receipt.id());
        String groups = GROUPS + receipt.id();
        for (KeyedRow group : tx.keys().list(groups, null, MOST)) {
            tx.keys().delete(group.key(), receipt.id().value());
            tx.keys().delete(groups, group.key());
        }
        return receipt.raw();
    }
}
