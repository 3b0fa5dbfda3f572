package io.embedesk.jpa.internal;

import io.embedesk.Attachment;
import io.embedesk.AttachmentId;
import io.embedesk.EntryId;
import io.embedesk.SearchWords;
import io.embedesk.ThreadEntry;
import io.embedesk.TicketId;
import io.embedesk.email.MessageId;
import io.embedesk.spi.EntryRows;
import io.embedesk.spi.MailReference;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

record JpaEntries(Rows rows, Dialect dialect) implements EntryRows {
    @Override
    public void append(ThreadEntry entry) {
        String workspace = rows.workspace().id();
        rows.insert(EntryRow.of(workspace, entry));
        for (int i = 0; i < entry.attachments().size(); i++) {
            rows.insert(AttachmentRow.of(workspace, entry, i));
        }
        search().add(
                        entry.id().value(),
                        entry.ticket(),
                        SearchWords.of(entry.body().text()));
    }

    private SearchTable search() {
        return new SearchTable(rows, dialect);
    }

    @Override
    public Optional<ThreadEntry> find(EntryId id) {
        return rows.first(
                        EntryRow.class,
                        "select e from EmbedeskEntry e where e.workspace = :workspace and e.id = :id",
                        Map.of("id", id.value()))
                .map(row -> row.entry(ofEntry(id)));
    }

    List<Attachment> ofEntry(EntryId id) {
        String jpql = """
                select a from EmbedeskAttachment a where a.workspace = :workspace and a.entryId = :entry
                order by a.place
                """;
        return rows.list(AttachmentRow.class, jpql, Map.of("entry", id.value())).stream()
                .map(AttachmentRow::attachment)
                .toList();
    }

    @Override
    public List<ThreadEntry> thread(TicketId ticket, long afterSeq) {
        String jpql = """
                select e from EmbedeskEntry e
                where e.workspace = :workspace and e.ticketId = :ticket and e.seq > :afterSeq order by e.seq
                """;
        List<EntryRow> entries =
                rows.list(EntryRow.class, jpql, Map.<String, Object>of("ticket", ticket.value(), "afterSeq", afterSeq));
        Map<String, List<Attachment>> files = files(ticket);
        return entries.stream()
                .map(row -> row.entry(files.getOrDefault(row.id, List.of())))
                .toList();
    }

    private Map<String, List<Attachment>> files(TicketId ticket) {
        return fileRows(ticket).stream()
                .collect(Collectors.groupingBy(
                        row -> row.entryId, Collectors.mapping(AttachmentRow::attachment, Collectors.toList())));
    }

    private List<AttachmentRow> fileRows(TicketId ticket) {
        String jpql = """
                select a from EmbedeskAttachment a where a.workspace = :workspace and a.ticketId = :ticket
                order by a.place
                """;
        return rows.list(AttachmentRow.class, jpql, Map.of("ticket", ticket.value()));
    }

    @Override
    public Optional<Attachment> attachment(TicketId ticket, AttachmentId id) {
        String jpql = """
                select a from EmbedeskAttachment a
                where a.workspace = :workspace and a.ticketId = :ticket and a.id = :id
                """;
        return rows.first(AttachmentRow.class, jpql, Map.<String, Object>of("ticket", ticket.value(), "id", id.value()))
                .map(AttachmentRow::attachment);
    }

    @Override
    public void remember(MailReference mail) {
        MailRow row = MailRow.of(rows.workspace().id(), mail);
        String jpql = "select m from EmbedeskMail m where m.workspace = :workspace and m.key = :key";
        if (dialect.insertsIfAbsent()) {
            Uniques.insertIfAbsent(rows, dialect, row);
        } else if (rows.first(MailRow.class, jpql, Map.of("key", row.key)).isEmpty()) {
            rows.insert(row);
        }
    }

    @Override
    public List<MailReference> known(Collection<MessageId> ids) {
        Set<String> hashes = ids.stream().map(id -> Hashes.hex(id.value())).collect(Collectors.toSet());
        if (hashes.isEmpty()) {
            return List.of();
        }
        String sql = "select m.* from embedesk_mail m where m.workspace = ?1 and m.id_hash in ("
                + Rows.places(2, hashes.size()) + ")";
        Object[] values = Rows.with(hashes, rows.workspace().id());
        return rows.listSql(MailRow.class, sql, values).stream()
                .map(MailRow::mail)
                .toList();
    }

    @Override
    public List<MailReference> mails(TicketId ticket) {
        String jpql =
                "select m from EmbedeskMail m where m.workspace = :workspace and m.ticketId = :ticket order by m.place";
        return rows.list(MailRow.class, jpql, Map.of("ticket", ticket.value())).stream()
                .map(MailRow::mail)
                .toList();
    }

    @Override
    public List<AttachmentId> deleteAll(TicketId ticket) {
        List<AttachmentId> files =
                fileRows(ticket).stream().map(row -> new AttachmentId(row.id)).toList();
        for (String table : List.of("embedesk_attachment", "embedesk_entry", "embedesk_mail")) {
            rows.run(
                    "delete from " + table + " where workspace = ?1 and ticket_id = ?2",
                    rows.workspace().id(),
                    ticket.value());
        }
        search().deleteThread(ticket);
        return files;
    }
}
