package io.embedesk.email;

/**
 * What a mail says that the desk writes by itself.
 *
 * @param subject its subject
 * @param text its text; the HTML part is made from it
 */
public record MailWords(HeaderText subject, String text) {
    /** It may hold a link that lets its reader in, so it stays out of logs. */
    @Override
    public String toString() {
        return "MailWords[" + text.length() + " characters]";
    }
}
