package io.embedesk.mail;

/** How the connection to the mail server is protected. */
public enum TlsMode {
    /** Begins in the clear and must change to TLS before anything else is said (RFC 3207): the default. */
    STARTTLS(587),
    /** TLS from the first byte (RFC 8314). */
    TLS(465),
    /** Nothing is protected; for servers on the same machine. */
    PLAIN(25);

    private final int defaultPort;

    TlsMode(int defaultPort) {
        this.defaultPort = defaultPort;
    }

    /** {@return the port that is used unless another one is named} */
    public int defaultPort() {
        return defaultPort;
    }
}
