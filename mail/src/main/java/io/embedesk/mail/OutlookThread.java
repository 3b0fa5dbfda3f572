package io.embedesk.mail;

import io.embedesk.email.MessageId;
import io.embedesk.email.OutboundEmail;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Outlook and Exchange thread by, besides References: the topic, and an index whose first 22 bytes are the same in a whole
 * conversation (MS-OXOMSG section 2.2.1.3). An index of ours is only sent for conversations that we began: the customer's own
 * mail has one already, and another would part the answer from it.
 */
record OutlookThread(String topic, @Nullable String index) {
    private static final String REPLY_PREFIX = "Re: ";
    private static final int INDEX_LENGTH = 22;
    private static final byte FIRST_BYTE = 1;
    /** The five bytes of a time that come next; they are the same for all, since only the id behind them tells. */
    private static final byte[] TIME = {(byte) 0xD5, (byte) 0xC0, 0x37, (byte) 0xAC, 0x6C};

    static OutlookThread of(OutboundEmail email) {
        String subject = email.subject().value();
        String topic = subject.startsWith(REPLY_PREFIX) ? subject.substring(REPLY_PREFIX.length()) : subject;
        List<MessageId> references = email.thread().references();
        boolean ours = !references.isEmpty()
                && host(references.get(0)).equals(host(email.thread().messageId()));
        return new OutlookThread(topic, ours ? index(references.get(0)) : null);
    }

    private static String host(MessageId id) {
        return id.value().substring(id.value().lastIndexOf('@') + 1);
    }

    private static String index(MessageId first) {
        try {
            byte[] id =
                    MessageDigest.getInstance("SHA-256").digest(first.value().getBytes(StandardCharsets.UTF_8));
            byte[] index = ByteBuffer.allocate(INDEX_LENGTH)
                    .put(FIRST_BYTE)
                    .put(TIME)
                    .put(id, 0, INDEX_LENGTH - TIME.length - 1)
                    .array();
            return Base64.getEncoder().encodeToString(index);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    void write(MimeMessage message) throws MessagingException {
        try {
            String header = "Thread-Topic";
            message.setHeader(
                    header, MimeUtility.fold(header.length() + 2, MimeUtility.encodeText(topic, "UTF-8", null)));
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("Every Java platform has UTF-8", e);
        }
        if (index != null) {
            message.setHeader("Thread-Index", index);
        }
    }
}
