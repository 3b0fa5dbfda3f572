package io.embedesk.jpa.internal;

import io.embedesk.AttachmentId;
import io.embedesk.TicketId;
import io.embedesk.email.EmailAddress;
import io.embedesk.event.TicketEvent.Field;
import io.embedesk.spi.PrivacyRows;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

record JpaPrivacy(Rows rows) implements PrivacyRows {
    @Override
    public List<TicketId> naming(EmailAddress address, int limit) {
        String key = TicketRow.key(address.value());
        Map<String, String> ways = new LinkedHashMap<>();
        ways.put("select t.id from EmbedeskTicket t where t.workspace = :workspace and t.contactKey = :is", key);
        ways.put("select e.ticketId from EmbedeskEntry e where e.workspace = :workspace and e.fromKey = :is", key);
        ways.put(
                "select t.id from EmbedeskTicket t where t.workspace = :workspace"
                        + " and lower(t.participants) like :is escape '!'",
                Texts.withField(key, false));
        ways.put(
                "select o.ticketId from EmbedeskOutbox o where o.workspace = :workspace and o.ticketId is not null"
                        + " and lower(concat('\n', o.recipients)) like :is escape '!'",
                Texts.withField(key, true));
        Set<String> found = new LinkedHashSet<>();
        ways.forEach((jpql, is) -> found.addAll(rows.list(String.class, jpql, Map.of("is", is), limit)));
        return found.stream().limit(limit).map(TicketId::new).toList();
    }

    @Override
    public void forgetMail(EmailAddress address) {
        rows.run(
                "delete from embedesk_outbox where workspace = ?1 and ticket_id is null"
                        + " and lower(concat('\n', recipients)) like ?2 escape '!'",
                rows.workspace().id(),
                Texts.withField(TicketRow.key(address.value()), true));
    }

    @Override
    public void forgetTags(TicketId ticket) {
        rows.run(
                "update embedesk_event set value_before = null, value_after = null"
                        + " where workspace = ?1 and ticket_id = ?2 and field_name = ?3",
                rows.workspace().id(),
                ticket.value(),
                Field.TAGS.name());
    }

    @Override
    public Set<AttachmentId> named(Collection<AttachmentId> files) {
        Set<AttachmentId> named = new HashSet<>();
        if (!files.isEmpty()) {
            List<String> ids = files.stream().map(AttachmentId::value).toList();
            for (String jpql : List.of(
                    "select a.id from EmbedeskAttachment a where a.workspace = :workspace and a.id in :ids",
                    "select r.rawId from EmbedeskReceipt r where r.workspace = :workspace and r.rawId in :ids")) {
                rows.list(String.class, jpql, Map.of("ids", ids)).forEach(id -> named.add(new AttachmentId(id)));
            }
        }
        return named;
    }
}
