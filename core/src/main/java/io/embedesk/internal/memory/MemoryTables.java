package io.embedesk.internal.memory;

import io.embedesk.AttachmentId;
import io.embedesk.EntryId;
import io.embedesk.Priority;
import io.embedesk.Status;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.TicketSort;
import io.embedesk.email.MessageId;
import io.embedesk.event.TicketEvent;
import io.embedesk.intake.Receipt;
import io.embedesk.intake.ReceiptId;
import io.embedesk.spi.KeyedRow;
import io.embedesk.spi.MailReference;
import io.embedesk.spi.MessageKey;
import io.embedesk.spi.OutboxRow;
import io.embedesk.spi.PagePosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** One workspace. Guarded by the storage's lock, but for the blobs, which are also read and written outside transactions. */
final class MemoryTables {
    final Map<TicketId, Ticket> tickets = new HashMap<>();
    /** Every ticket that is not merged, in every order. */
    final Map<TicketSort, NavigableMap<PagePosition, TicketId>> sorted = new EnumMap<>(TicketSort.class);

    final Map<TicketId, NavigableMap<TicketId, Ticket>> absorbed = new HashMap<>();
    final Map<Priority, Map<Status, Long>> counts = new EnumMap<>(Priority.class);
    final Map<EntryId, ThreadEntry> entries = new HashMap<>();
    final Map<TicketId, List<ThreadEntry>> threads = new HashMap<>();
    final Map<MessageId, List<MailReference>> mailsById = new HashMap<>();
    final Map<TicketId, List<MailReference>> mailsByTicket = new HashMap<>();
    final Map<EntryId, OutboxRow> outbox = new LinkedHashMap<>();
    final Map<TicketId, List<EntryId>> outboxByTicket = new HashMap<>();
    final Map<EntryId, Long> outboxNumbers = new HashMap<>();
    /** Mail that waits, and mail that a worker has: all that may be claimed, now or later. */
    final NavigableMap<Turn, OutboxRow> waiting = new TreeMap<>();

    final NavigableMap<Turn, OutboxRow> leased = new TreeMap<>();

    final Map<ReceiptId, Receipt> receipts = new LinkedHashMap<>();
    final Map<List<String>, ReceiptId> deliveries = new HashMap<>();
    final Map<MessageKey, TicketId> claims = new HashMap<>();
    final Map<TicketId, List<MessageKey>> claimsByTicket = new HashMap<>();
    final Map<String, NavigableMap<String, KeyedRow>> keys = new HashMap<>();
    final List<TicketEvent> events = new ArrayList<>();
    final Map<TicketId, List<Integer>> eventsByTicket = new HashMap<>();
    final ConcurrentSkipListMap<AttachmentId, byte[]> blobs =
            new ConcurrentSkipListMap<>(Comparator.comparing(AttachmentId::value));
    long nextNumber = 1;
    long nextOutboxNumber = 1;
    int numberedEvents;

    MemoryTables() {
        for (TicketSort sort : TicketSort.values()) {
            sorted.put(sort, new TreeMap<>(PagePosition.order(sort)));
        }
    }
}
