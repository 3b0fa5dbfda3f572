package io.embedesk;

import java.time.Instant;

/** Somebody did something too often. Nothing was changed. */
public final class RateLimitedException extends EmbedeskException {
    private static final long serialVersionUID = 1L;
    private final Instant retryAfter;

    /**
     * Too often.
     *
     * @param what what was done too often, in the plural and without who did it
     * @param retryAfter when it may be done again
     */
    public RateLimitedException(String what, Instant retryAfter) {
        super("EMB-1006", "There were too many " + what, "Try again after " + retryAfter + ".", null);
        this.retryAfter = retryAfter;
    }

    /** {@return when it may be done again} */
    public Instant retryAfter() {
        return retryAfter;
    }
}
