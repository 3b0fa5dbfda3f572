package io.embedesk.mail;

import io.embedesk.Secret;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A mailbox that answers arrive in. Immutable; its {@code toString} shows no secret. */
public final class ImapSettings {
    private static final int TLS_PORT = 993;
    private static final int PLAIN_PORT = 143;

    private final String host;
    private final String user;
    private final Secret password;
    private int port = TLS_PORT;
    private TlsMode tls = TlsMode.TLS;
    private String folder = "INBOX";
    private @Nullable String moveTo;
    private Duration deadline = Duration.ofMinutes(2);
    private @Nullable SSLContext sslContext;

    private ImapSettings(String host, String user, Secret password) {
        this.host = host;
        this.user = user;
        this.password = password;
    }

    /**
     * A mailbox on port 993, over TLS.
     *
     * @param host the mail server's name, which its certificate must carry
     * @param user the login
     * @param password the password
     * @return the settings
     */
    public static ImapSettings of(String host, String user, Secret password) {
        return new ImapSettings(host, user, password);
    }

    private ImapSettings copy() {
        ImapSettings copy = new ImapSettings(host, user, password);
        copy.port = port;
        copy.tls = tls;
        copy.folder = folder;
        copy.moveTo = moveTo;
        copy.deadline = deadline;
        copy.sslContext = sslContext;
        return copy;
    }

    /**
     * Another protection, on the port that it usually has: 993, or 143 with STARTTLS or none.
     *
     * @param mode instead of {@link TlsMode#TLS}
     * @return a changed copy
     */
    public ImapSettings tls(TlsMode mode) {
        ImapSettings copy = copy();
        copy.tls = mode;
        copy.port = mode == TlsMode.TLS ? TLS_PORT : PLAIN_PORT;
        return copy;
    }

    /**
     * Another port.
     *
     * @param number instead of the usual one
     * @return a changed copy
     */
    public ImapSettings port(int number) {
        ImapSettings copy = copy();
        copy.port = number;
        return copy;
    }

    /**
     * Another folder.
     *
     * @param name instead of {@code INBOX}
     * @return a changed copy
     */
    public ImapSettings folder(String name) {
        ImapSettings copy = copy();
        copy.folder = name;
        return copy;
    }

    /**
     * Moves what was handed over to another folder; otherwise it stays and is marked as seen.
     *
     * @param name of a folder that is there
     * @return a changed copy
     */
    public ImapSettings movingTo(String name) {
        ImapSettings copy = copy();
        copy.moveTo = name;
        return copy;
    }

    /**
     * Limits the time to connect, and to read and hand over one mail.
     *
     * @param most instead of two minutes
     * @return a changed copy
     */
    public ImapSettings deadline(Duration most) {
        ImapSettings copy = copy();
        copy.deadline = most;
        return copy;
    }

    /**
     * Trusts other certificates than the platform does.
     *
     * @param context whose trust is used
     * @return a changed copy
     */
    public ImapSettings sslContext(SSLContext context) {
        ImapSettings copy = copy();
        copy.sslContext = context;
        return copy;
    }

    String host() {
        return host;
    }

    String user() {
        return user;
    }

    Secret password() {
        return password;
    }

    int port() {
        return port;
    }

    TlsMode tls() {
        return tls;
    }

    String folder() {
        return folder;
    }

    Optional<String> moveTo() {
        return Optional.ofNullable(moveTo);
    }

    Duration deadline() {
        return deadline;
    }

    SSLContext trust() throws NoSuchAlgorithmException {
        return sslContext == null ? SSLContext.getDefault() : sslContext;
    }

    /** What the place in it is remembered under. */
    String name() {
        return user + "@" + host + ":" + port + "/" + folder;
    }

    @Override
    public String toString() {
        return "ImapSettings[" + host + ":" + port + "/" + folder + " " + tls + "]";
    }
}
