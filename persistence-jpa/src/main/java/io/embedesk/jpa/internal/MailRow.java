package io.embedesk.jpa.internal;

import io.embedesk.EntryId;
import io.embedesk.TicketId;
import io.embedesk.email.MessageId;
import io.embedesk.spi.MailReference;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A mail and where it belongs; found by the hash of its id, for ids are longer than an index likes. */
@Cacheable(false)
@Entity(name = "EmbedeskMail")
@Table(name = "embedesk_mail")
class MailRow implements Rows.Row {
    /** Hash of workspace, Message-ID and ticket: the same id and ticket twice is one row. */
    @Id
    @Column(name = "mail_key", length = 64, nullable = false)
    String key = "";

    @Column(name = "workspace", length = 64, nullable = false)
    String workspace = "";

    @Column(name = "id_hash", length = 64, nullable = false)
    String idHash = "";

    @Column(name = "message_id", length = 900, nullable = false)
    String messageId = "";

    @Column(name = "ticket_id", length = 26, nullable = false)
    String ticketId = "";

    @Column(name = "entry_id", length = 26)
    @Nullable
    String entryId;

    @Column(name = "minted", nullable = false)
    boolean minted;

    /** The order in which they were remembered. */
    @Column(name = "place", nullable = false)
    long place;

    static MailRow of(String workspace, MailReference mail) {
        MailRow row = new MailRow();
        row.key = Hashes.hex(workspace, mail.messageId().value(), mail.ticket().value());
        row.workspace = workspace;
        row.idHash = Hashes.hex(mail.messageId().value());
        row.messageId = mail.messageId().value();
        row.ticketId = mail.ticket().value();
        row.entryId = Texts.value(mail.entry(), EntryId::value);
        row.minted = mail.minted();
        row.place = Rows.nextPlace();
        return row;
    }

    MailReference mail() {
        return new MailReference(
                new MessageId(messageId), new TicketId(ticketId), Texts.value(entryId, EntryId::new), minted);
    }
}
