/** Replies as mails that thread in every mail client, sent over SMTP. Begin with {@link io.embedesk.mail.SmtpChannel}. */
@org.jspecify.annotations.NullMarked
module io.embedesk.mail {
    requires static org.jspecify;
    requires transitive io.embedesk;
    requires jakarta.mail;
    requires org.eclipse.angus.mail;
    requires org.slf4j;

    exports io.embedesk.mail;
}
