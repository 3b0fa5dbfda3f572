package io.embedesk;

import io.embedesk.email.EmailDelivery;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ticket with its entries, and beside them what became of the mails: a delivery changes, an entry never does.
 *
 * @param ticket the ticket
 * @param entries by {@code seq}, oldest first
 * @param deliveries the mail of each reply, by the reply's id
 */
public record TicketThread(Ticket ticket, List<ThreadEntry> entries, Map<EntryId, EmailDelivery> deliveries) {
    public TicketThread {
        entries = List.copyOf(entries);
        deliveries = Map.copyOf(deliveries);
    }

    /**
     * What became of a reply's mail.
     *
     * @param reply the reply's id
     * @return its delivery, or empty when the entry is not a reply
     */
    public Optional<EmailDelivery> delivery(EntryId reply) {
        return Optional.ofNullable(deliveries.get(reply));
    }

    /** {@return the newest entry, which a draft may name as last seen} */
    public Optional<ThreadEntry> last() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }
}
