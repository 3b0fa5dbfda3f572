/**
 * Replies as mails that thread in every mail client, sent over SMTP. Begin with {@link io.embedesk.mail.SmtpChannel}.
 *
 * <ul>
 *   <li>where to send: {@link io.embedesk.mail.SmtpSettings}, or what a known provider needs: {@link io.embedesk.mail.SmtpProvider};
 *   <li>whether it works, and what to do if not: {@link io.embedesk.mail.ConnectionTest};
 *   <li>settings that an administrator changes: {@link io.embedesk.mail.StoredSmtpSettings};
 *   <li>answers that wait in a mailbox: {@link io.embedesk.mail.ImapInbox}.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
module io.embedesk.mail {
    requires static org.jspecify;
    requires transitive io.embedesk;
    requires jakarta.mail;
    requires org.eclipse.angus.mail;
    requires org.slf4j;

    exports io.embedesk.mail;
}
