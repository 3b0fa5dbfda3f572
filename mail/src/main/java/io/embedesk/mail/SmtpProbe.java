package io.embedesk.mail;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Says as little to a mail server as shows how far one gets: a greeting, EHLO, STARTTLS, QUIT (RFC 5321, RFC 3207). */
final class SmtpProbe implements AutoCloseable {
    private static final int MOST_LINES = 100;
    private static final int MOST_CHARS = 1_000;

    private final SmtpSettings settings;
    private final HostPolicy policy;
    private final TrackedSockets sockets;
    private final Future<?> guard;
    private @Nullable InetAddress address;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    SmtpProbe(SmtpSettings settings, HostPolicy policy) {
        this.settings = settings;
        this.policy = policy;
        this.sockets = new TrackedSockets(policy);
        this.guard = Watchdog.shared().after(settings.deadline(), sockets::cut);
    }

    /** Says what came of it when it goes well, and throws when not. */
    interface Attempt {
        String make() throws IOException;
    }

    /** A failure whose remedy is known where it happened. */
    static final class Refusal extends IOException {
        private static final long serialVersionUID = 1L;

        private final String remedy;

        Refusal(String said, String remedy) {
            super(said);
            this.remedy = remedy;
        }

        String said() {
            return String.valueOf(getMessage());
        }

        String remedy() {
            return remedy;
        }
    }

    String resolve() throws IOException {
        InetAddress[] all = InetAddress.getAllByName(settings.host());
        address = Arrays.stream(all)
                .filter(policy::allows)
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        "The address of " + settings.host() + " must not be contacted from here",
                        "Enter a mail server that is reachable from the internet."));
        return settings.host() + " is known";
    }

    String connect() throws IOException {
        Socket made = sockets.plain().createSocket();
        socket = made;
        made.setSoTimeout((int) settings.answerWithin().toMillis());
        made.connect(new InetSocketAddress(Objects.requireNonNull(address), settings.port()), (int)
                settings.connectWithin().toMillis());
        if (settings.tls() == TlsMode.TLS) {
            return "Port " + settings.port() + " is open";
        }
        in = new BufferedInputStream(made.getInputStream());
        return expect("220");
    }

    String secure() throws IOException {
        if (settings.tls() == TlsMode.PLAIN) {
            return "Not protected, as asked for";
        }
        if (settings.tls() == TlsMode.STARTTLS) {
            String offered = command("EHLO " + settings.replyDomain(), "250");
            if (!offered.toUpperCase(Locale.ROOT).contains("STARTTLS")) {
                throw new Refusal("The server offers no STARTTLS", Remedies.withoutStartTls(settings));
            }
            command("STARTTLS", "220");
        }
        Socket plain = Objects.requireNonNull(socket);
        SSLSocket secured = TlsSocket.secured(plain, factory(), settings.host(), settings.port());
        socket = secured;
        in = new BufferedInputStream(secured.getInputStream());
        String how = secured.getSession().getProtocol() + ", certificate for " + settings.host();
        return settings.tls() == TlsMode.TLS ? how + "; " + expect("220") : how;
    }

    private SSLSocketFactory factory() throws IOException {
        try {
            return settings.trust().getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private String command(String line, String code) throws IOException {
        OutputStream out = Objects.requireNonNull(socket).getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return expect(code);
    }

    private String expect(String code) throws IOException {
        String answer = answer();
        if (!answer.startsWith(code)) {
            throw new Refusal(
                    answer.isEmpty() ? "The server closed the connection" : answer,
                    "The server does not want to talk to this machine now; see what it says.");
        }
        return answer;
    }

    /** All lines of an answer in one, with blanks between them. */
    private String answer() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < MOST_LINES; i++) {
            String line = line();
            all.append(all.length() == 0 ? "" : " ").append(line);
            if (line.length() < 4 || line.charAt(3) != '-') {
                break;
            }
        }
        return all.toString();
    }

    private String line() throws IOException {
        InputStream from = Objects.requireNonNull(in);
        StringBuilder line = new StringBuilder();
        for (int b = from.read(); b >= 0 && b != '\n' && line.length() < MOST_CHARS; b = from.read()) {
            line.append(b >= ' ' && b < 0x7F ? (char) b : ' ');
        }
        return line.toString().strip();
    }

    @Override
    public void close() {
        guard.cancel(false);
        if (socket != null) {
            try (Socket open = socket) {
                OutputStream out = open.getOutputStream();
                out.write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            } catch (IOException e) {
                // It ends either way.
            }
        }
    }
}
