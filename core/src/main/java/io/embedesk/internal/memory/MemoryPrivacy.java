package io.embedesk.internal.memory;

import io.embedesk.Attachment;
import io.embedesk.AttachmentId;
import io.embedesk.CustomerMessage;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import io.embedesk.email.EmailAddress;
import io.embedesk.event.TicketEvent;
import io.embedesk.event.TicketEvent.Field;
import io.embedesk.event.TicketEvent.FieldChanged;
import io.embedesk.intake.Receipt;
import io.embedesk.spi.OutboxRow;
import io.embedesk.spi.PrivacyRows;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

record MemoryPrivacy(MemoryTables tables, Undo undo) implements PrivacyRows {
    @Override
    public List<TicketId> naming(EmailAddress address, int limit) {
        Stream<TicketId> byTicket =
                tables.tickets.values().stream().filter(t -> names(t, address)).map(Ticket::id);
        Stream<TicketId> byEntry = tables.entries.values().stream()
                .filter(entry -> entry instanceof CustomerMessage message
                        && message.from().address().sameAs(address))
                .map(entry -> entry.ticket());
        Stream<TicketId> byMail = tables.outbox.values().stream()
                .filter(row -> names(row, address))
                .flatMap(row -> Stream.ofNullable(row.ticket()));
        return Stream.of(byTicket, byEntry, byMail)
                .flatMap(found -> found)
                .distinct()
                .limit(limit)
                .toList();
    }

    private static boolean names(Ticket ticket, EmailAddress address) {
        EmailAddress contact = ticket.contact().email();
        return contact != null && contact.sameAs(address)
                || ticket.participants().stream().anyMatch(p -> p.is(address));
    }

    private static boolean names(OutboxRow row, EmailAddress address) {
        return row.delivery().recipients().stream()
                .anyMatch(recipient -> recipient.address().sameAs(address));
    }

    @Override
    public void forgetMail(EmailAddress address) {
        MemoryOutbox outbox = new MemoryOutbox(tables, undo);
        List.copyOf(tables.outbox.values()).stream()
                .filter(row -> row.ticket() == null && names(row, address))
                .forEach(row -> outbox.delete(row.reply()));
    }

    @Override
    public void forgetTags(TicketId ticket) {
        for (int i : tables.eventsByTicket.getOrDefault(ticket, List.of())) {
            if (tables.events.get(i) instanceof FieldChanged change && change.field() == Field.TAGS) {
                set(i, new FieldChanged(change.ticket(), change.at(), change.actor(), change.field(), null, null));
            }
        }
    }

    private void set(int place, TicketEvent next) {
        TicketEvent before = tables.events.set(place, next);
        undo.did(() -> tables.events.set(place, before));
    }

    @Override
    public Set<AttachmentId> named(Collection<AttachmentId> files) {
        Set<AttachmentId> wanted = new HashSet<>(files);
        return Stream.concat(
                        tables.entries.values().stream()
                                .flatMap(entry -> entry.attachments().stream())
                                .map(Attachment::id),
                        tables.receipts.values().stream().map(Receipt::raw))
                .filter(wanted::contains)
                .collect(Collectors.toSet());
    }
}
