package io.embedesk;

import org.jspecify.annotations.Nullable;

/**
 * The root of what Embedesk throws: something that the caller did wrong or could not know. Expected outcomes are values
 * instead. Its message says what happened and what to do about it.
 */
public abstract class EmbedeskException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;
    private final String hint;

    /**
     * For the leaves.
     *
     * @param code stable, such as {@code EMB-1001}
     * @param what what happened
     * @param hint what to do about it
     * @param cause the reason, or null
     */
    protected EmbedeskException(String code, String what, String hint, @Nullable Throwable cause) {
        super(code + ": " + what + ". " + hint, cause);
        this.code = code;
        this.hint = hint;
    }

    /** {@return a stable code to search the documentation for, such as {@code EMB-1001}} */
    public String code() {
        return code;
    }

    /** {@return what to do about it, one sentence} */
    public String hint() {
        return hint;
    }
}
