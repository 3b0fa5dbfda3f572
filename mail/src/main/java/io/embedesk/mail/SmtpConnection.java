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
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** A connection to one mail server, for one mail after the other. Used by one thread at a time; anybody may cut it. */
final class SmtpConnection {
    /** Servers have limits of their own; a connection that reaches one is replaced before it does. */
    private static final int MOST_MAILS = 100;

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
                return SmtpAnswers.refusedWithoutUtf8(email);
            }
            MimeComposer composer = new MimeComposer(Objects.requireNonNull(session), settings);
            return send(open, composer.compose(email, files), email);
        } catch (AuthenticationFailedException e) {
            return new SendResult.CredentialsRefused(words(e));
        } catch (MessagingException | GeneralSecurityException e) {
            return new SendResult.Unavailable(words(e));
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
        return opened;
    }

    private SendResult send(SMTPTransport open, SealedMessage message, OutboundEmail email) throws MessagingException {
        Address[] recipients = recipients(email);
        mails++;
        try {
            open.sendMessage(message, recipients);
            return SmtpAnswers.accepted(email, settings.host(), open.getLastServerResponse());
        } catch (MessagingException e) {
            return SmtpAnswers.of(email, e, message.isWholeBodyWritten(), words(e));
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
    private String words(Exception e) {
        if (sockets.isCut()) {
            return "No answer within " + settings.deadline().toSeconds() + " s";
        }
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
        p.put("mail.smtp.socketFactory", sockets.plain());
        p.put("mail.smtp.socketFactory.fallback", "false");
        if (settings.tls() != TlsMode.PLAIN) {
            boolean implicit = settings.tls() == TlsMode.TLS;
            SSLContext context =
                    settings.sslContext().isPresent() ? settings.sslContext().get() : SSLContext.getDefault();
            p.put("mail.smtp.ssl.socketFactory", sockets.tls(context.getSocketFactory()));
            p.put("mail.smtp.ssl.checkserveridentity", "true");
            p.put("mail.smtp.ssl.protocols", "TLSv1.2 TLSv1.3");
            p.put("mail.smtp.ssl.enable", String.valueOf(implicit));
            p.put("mail.smtp.starttls.enable", String.valueOf(!implicit));
            p.put("mail.smtp.starttls.required", String.valueOf(!implicit));
        }
        return p;
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toMillis());
    }
}
