package io.embedesk.mail;

import io.embedesk.Secret;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.OutboundEmail;
import io.embedesk.spi.EmailChannel.Files;
import io.embedesk.spi.EmailChannel.SendResult;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** A connection to one mail server, for one mail after the other. Used by one thread at a time; anybody may cut it. */
final class SmtpConnection {
    /** Servers have limits of their own; a connection that reaches one is replaced before it does. */
    private static final int MOST_MAILS = 100;

    private static final String WITHOUT_UTF8 =
            "The mail server takes no addresses with letters beyond ASCII (SMTPUTF8), and this mail has one";

    private final SmtpSettings settings;
    private final boolean utf8;
    private final TrackedSockets sockets;
    private @Nullable SMTPTransport transport;
    private @Nullable Session session;
    private int mails;
    private long idleSince;

    /** With or without addresses that need SMTPUTF8: that is agreed on for the whole connection. */
    SmtpConnection(SmtpSettings settings, boolean utf8, HostPolicy policy) {
        this.settings = settings;
        this.utf8 = utf8;
        this.sockets = new TrackedSockets(policy);
    }

    boolean isFor(SmtpSettings wanted, boolean withUtf8) {
        return utf8 == withUtf8 && settings.equals(wanted);
    }

    /** Whether a mail has gone through it already. */
    boolean isUsed() {
        return mails > 0;
    }

    boolean takesMore() {
        return transport != null && mails < MOST_MAILS && !sockets.isCut();
    }

    boolean isIdleLongerThan(Duration most) {
        return System.nanoTime() - idleSince > most.toNanos();
    }

    void rest() {
        idleSince = System.nanoTime();
    }

    /** From another thread: whatever it waits for ends now. */
    void cut() {
        sockets.cut();
    }

    boolean isCut() {
        return sockets.isCut();
    }

    SendResult send(OutboundEmail email, Files files) {
        try {
            SMTPTransport open = open();
            if (utf8 && !open.supportsExtension("SMTPUTF8")) {
                // RFC 6531: such an address has no other form that the server would understand.
                return SmtpAnswers.refused(email, WITHOUT_UTF8);
            }
            MimeComposer composer = new MimeComposer(Objects.requireNonNull(session), settings);
            return send(open, composer.compose(email, files), email);
        } catch (AuthenticationFailedException e) {
            return SmtpAnswers.isAboutCredentials(e)
                    ? new SendResult.CredentialsRefused(said(e))
                    : new SendResult.Unavailable(said(e));
        } catch (AddressException e) {
            return SmtpAnswers.refused(
                    email, "An address in this mail is one that no mail server takes: " + e.getMessage());
        } catch (MessagingException | GeneralSecurityException e) {
            return new SendResult.Unavailable(said(e));
        }
    }

    /** Connected and logged in. */
    SMTPTransport open() throws MessagingException, GeneralSecurityException {
        if (transport != null) {
            return transport;
        }
        Session made = Session.getInstance(properties());
        SMTPTransport opened = (SMTPTransport) made.getTransport("smtp");
        opened.connect(
                settings.host(),
                settings.port(),
                settings.user().orElse(null),
                settings.password().map(Secret::reveal).orElse(null));
        session = made;
        transport = opened;
        requireLogin(opened);
        return opened;
    }

    /** Jakarta Mail would go on without, and send in nobody's name. */
    private void requireLogin(SMTPTransport opened) throws MessagingException {
        if (settings.user().isPresent() && !opened.supportsExtension("AUTH")) {
            throw new MessagingException("The mail server offers no login on this connection");
        }
    }

    private SendResult send(SMTPTransport open, SealedMessage message, OutboundEmail email) throws MessagingException {
        Address[] recipients = recipients(email);
        mails++;
        try {
            open.sendMessage(message, recipients);
            return SmtpAnswers.accepted(email, settings.host(), open.getLastServerResponse());
        } catch (MessagingException e) {
            return SmtpAnswers.of(email, e, message.isWholeBodyWritten(), said(e));
        }
    }

    void close() {
        SMTPTransport open = transport;
        transport = null;
        if (open != null) {
            try {
                open.close();
            } catch (MessagingException e) {
                // The server has answered for the mails; how the goodbye went does not matter.
            }
        }
    }

    private static Address[] recipients(OutboundEmail email) throws MessagingException {
        List<Address> addresses = new ArrayList<>();
        for (EmailAddress address : email.envelope().to()) {
            addresses.add(WireAddress.internet(address));
        }
        return addresses.toArray(Address[]::new);
    }

    /** What happened, without what the message says or to whom: the server's or the platform's own words. */
    String said(Exception e) {
        return sockets.isCut() ? "No answer within " + settings.deadline().toSeconds() + " s" : words(e);
    }

    static String words(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage()).strip();
        return cause instanceof MessagingException ? message : cause.getClass().getSimpleName() + ": " + message;
    }

    private Properties properties() throws GeneralSecurityException {
        Properties p = new Properties();
        p.put("mail.smtp.auth", String.valueOf(settings.user().isPresent()));
        p.put("mail.smtp.connectiontimeout", millis(settings.connectWithin()));
        p.put("mail.smtp.timeout", millis(settings.answerWithin()));
        p.put("mail.mime.allowutf8", String.valueOf(utf8));
        p.put("mail.smtp.sendpartial", "true");
        p.put("mail.smtp.quitwait", "false");
        p.put("mail.smtp.localhost", settings.replyDomain());
        p.put("mail.smtp.socketFactory.fallback", "false");
        p.put("mail.smtp.socketFactory", settings.tls() == TlsMode.TLS ? sockets.implicitTls(ssl()) : sockets.plain());
        if (settings.tls() == TlsMode.STARTTLS) {
            p.put("mail.smtp.ssl.socketFactory", ssl());
            p.put("mail.smtp.ssl.checkserveridentity", "true");
            p.put("mail.smtp.ssl.protocols", "TLSv1.2 TLSv1.3");
            p.put("mail.smtp.starttls.enable", "true");
            p.put("mail.smtp.starttls.required", "true");
        }
        return p;
    }

    private SSLSocketFactory ssl() throws GeneralSecurityException {
        return settings.trust().getSocketFactory();
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toMillis());
    }
}
