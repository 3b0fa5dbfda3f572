package io.embedesk.inbound;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * Who delivers mail, how it proves that it is the one, what it sends, and which answers it understands. Made by {@link SendGrid},
 * {@link Mailgun}, {@link Postmark}, {@link AmazonSes} and the others of this package; {@link RawMime} and {@link GenericWebhook} are for
 * anybody else.
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

    /** Whether the request only tries the address, or asks to be confirmed; then nothing of it is kept. */
    boolean isHandshake(BufferedRequest request) throws IOException {
        return false;
    }

    /** What this provider reads as what became of its request. */
    int status(Answer answer) {
        return answer.usual;
    }

    /** Whether a request without a password is asked for one: some send it only then. */
    boolean asksForPassword() {
        return false;
    }

    /** What a provider is told. */
    enum Answer {
        /** Safe: received, known already, or put aside with its bytes. */
        ACCEPTED(200),
        /** Not this provider's, as far as its signature says. */
        FORGED(401),
        /** Beyond the limits, and no smaller the next time. */
        TOO_LARGE(413),
        /** The storage is away, or something that the request points at. */
        TRY_AGAIN(503);

        private final int usual;

        Answer(int usual) {
            this.usual = usual;
        }

        /** For a request of which nobody knows whose it is. */
        int usual() {
            return usual;
        }
    }

    /** The provider's own name for the delivery, or what comes closest: the same bytes are the same delivery. */
    String deliveryKey(BufferedRequest request) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            request.body().feed(hash::update);
            return HexFormat.of().formatHex(hash.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
