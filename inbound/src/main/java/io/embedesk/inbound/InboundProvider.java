package io.embedesk.inbound;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Who delivers mail, how it proves that it is the one, and what it sends. Made by {@link Mailgun}, {@link RawMime} and {@link
 * GenericWebhook}.
 */
public abstract class InboundProvider {
    InboundProvider() {}

    /** {@return its name, such as {@code mailgun}} */
    public abstract String name();

    /** Whether a request looks as if it were this provider's. It proves nothing. */
    abstract boolean recognises(BufferedRequest request);

    /** Looks at the raw bytes; nothing of the mail has been parsed. */
    abstract Authenticity authenticate(BufferedRequest request, Timestamps times);

    /** The mails of an authentic request. */
    abstract List<InboundEmail> parse(BufferedRequest request, MailAssembly assembly);

    /** The provider's own name for the delivery, or what comes closest: the same bytes are the same delivery. */
    String deliveryKey(BufferedRequest request) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(request.body()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
