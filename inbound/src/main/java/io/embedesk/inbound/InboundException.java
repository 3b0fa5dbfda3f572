package io.embedesk.inbound;

import io.embedesk.EmbedeskException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request or a mail that cannot be read. */
public final class InboundException extends EmbedeskException {
    private static final long serialVersionUID = 1L;
    private final Reason reason;
    private final String detail;

    /** Why it cannot be read. */
    public enum Reason {
        /** It is not what its type says. */
        MALFORMED,
        /** It has more bytes than {@link InboundLimits} allows. */
        TOO_LARGE,
        /** It has more parts, files or headers than {@link InboundLimits} allows. */
        TOO_MANY,
        /** Its parts are nested deeper than {@link InboundLimits} allows. */
        TOO_DEEP,
        /** It is of none of the providers that the reader was given. */
        NO_PROVIDER,
        /** It carries no mail, such as a notice of another kind. */
        NO_MAIL
    }

    InboundException(Reason reason, String what) {
        this(reason, what, null);
    }

    InboundException(Reason reason, String what, @Nullable Throwable cause) {
        super(
                "EMB-4001",
                reason + ": " + what,
                "The bytes are kept; correct the provider's settings or the limits, then read them again.",
                cause);
        this.reason = reason;
        this.detail = what;
    }

    /** Whatever a parser throws at a stranger's bytes, the mail is what is wrong: it is put aside, and the next one is read. */
    static <T> T unlessRead(Supplier<T> parsing) {
        try {
            return parsing.get();
        } catch (InboundException | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new InboundException(
                    Reason.MALFORMED,
                    "A parser gave up on the mail (" + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    /** {@return what exactly, without personal data} */
    public String detail() {
        return detail;
    }

    /** {@return why} */
    public Reason reason() {
        return reason;
    }
}
