package io.embedesk.internal.memory;

import io.embedesk.Attachment;
import io.embedesk.AttachmentId;
import io.embedesk.EntryId;
import io.embedesk.StorageException;
import io.embedesk.ThreadEntry;
import io.embedesk.TicketId;
import io.embedesk.email.MessageId;
import io.embedesk.spi.EntryRows;
import io.embedesk.spi.MailReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

record MemoryEntries(MemoryTables tables, Undo undo) implements EntryRows {
    @Override
    public void append(ThreadEntry entry) {
        List<ThreadEntry> thread = tables.threads.computeIfAbsent(entry.ticket(), t -> new ArrayList<>());
        if (tables.entries.containsKey(entry.id()) || entry.seq() != thread.size() + 1) {
            throw new StorageException(
                    "Entry " + entry.id() + " cannot be number " + entry.seq(),
                    new IllegalStateException("duplicate key"));
        }
        undo.put(tables.entries, entry.id(), entry);
        undo.add(thread, entry);
    }

    @Override
    public Optional<ThreadEntry> find(EntryId id) {
        return Optional.ofNullable(tables.entries.get(id));
    }

    @Override
    public List<ThreadEntry> thread(TicketId ticket, long afterSeq) {
        List<ThreadEntry> thread = tables.threads.getOrDefault(ticket, List.of());
        return List.copyOf(thread.subList((int) Math.min(afterSeq, thread.size()), thread.size()));
    }

    @Override
    public Optional<Attachment> attachment(TicketId ticket, AttachmentId id) {
        return tables.threads.getOrDefault(ticket, List.of()).stream()
                .flatMap(entry -> entry.attachments().stream())
                .filter(attachment -> attachment.id().equals(id))
                .findFirst();
    }

    @Override
    public void remember(MailReference mail) {
        List<MailReference> same = tables.mailsById.computeIfAbsent(mail.messageId(), id -> new ArrayList<>());
        if (same.stream().noneMatch(known -> known.ticket().equals(mail.ticket()))) {
            undo.add(same, mail);
            undo.add(tables.mailsByTicket.computeIfAbsent(mail.ticket(), t -> new ArrayList<>()), mail);
        }
    }

    @Override
    public List<MailReference> known(Collection<MessageId> ids) {
        return ids.stream()
                .distinct()
                .flatMap(id -> tables.mailsById.getOrDefault(id, List.of()).stream())
                .toList();
    }

    @Override
    public List<MailReference> mails(TicketId ticket) {
        return List.copyOf(tables.mailsByTicket.getOrDefault(ticket, List.of()));
    }

    @Override
    public List<AttachmentId> deleteAll(TicketId ticket) {
        List<ThreadEntry> thread = thread(ticket, 0);
        thread.forEach(entry -> undo.remove(tables.entries, entry.id()));
        undo.remove(tables.threads, ticket);
        for (MailReference mail : mails(ticket)) {
            List<MailReference> same = tables.mailsById.getOrDefault(mail.messageId(), new ArrayList<>());
            undo.removeFrom(same, List.of(mail));
            if (same.isEmpty()) {
                undo.remove(tables.mailsById, mail.messageId());
            }
        }
        undo.remove(tables.mailsByTicket, ticket);
        return thread.stream()
                .flatMap(entry -> entry.attachments().stream())
                .map(Attachment::id)
                .toList();
    }
}
