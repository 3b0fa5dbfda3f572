package io.embedesk;

import org.jspecify.annotations.Nullable;

/** The host put the desk together, or calls it, in a way that cannot work. It says so at start where it can. */
public final class ConfigurationException extends EmbedeskException {
    private static final long serialVersionUID = 1L;

    /**
     * Something is set up wrongly.
     *
     * @param what what is wrong
     * @param hint the remedy
     */
    public ConfigurationException(String what, String hint) {
        this(what, hint, null);
    }

    /**
     * Something is set up wrongly.
     *
     * @param what what is wrong
     * @param hint the remedy
     * @param cause the reason, or null
     */
    public ConfigurationException(String what, String hint, @Nullable Throwable cause) {
        super("EMB-3001", what, hint, cause);
    }
}
