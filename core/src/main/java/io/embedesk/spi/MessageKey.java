package io.embedesk.spi;

/**
 * What makes two deliveries the same message. Not the Message-ID alone: then a stranger could suppress somebody's mail by
 * using its id first.
 *
 * @param messageIdHash SHA-256 of the Message-ID, or of the fingerprint when the mail has none; 64 hexadecimal digits
 * @param fingerprint SHA-256 over sender, date, subject, text and files; not over raw bytes, for each way of delivery adds
 *     its own header lines; 64 hexadecimal digits
 * @param target the ticket's id, or {@code new} for a mail that names no ticket by its address: a mail to two tickets reaches both,
 *     once each
 */
public record MessageKey(String messageIdHash, String fingerprint, String target) {
    /** {@return the message without its target: 129 characters of both hashes} */
    public String message() {
        return messageIdHash + ":" + fingerprint;
    }
}
