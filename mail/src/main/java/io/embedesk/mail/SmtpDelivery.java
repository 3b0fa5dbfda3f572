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
import jakarta.mail.internet.InternetAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** One attempt: connect, log in, send, and say what the server said. */
final class SmtpDelivery {
    private final SmtpSettings settings;
    private final Watchdog watchdog;

    SmtpDelivery(SmtpSettings settings, Watchdog watchdog) {
        this.settings = settings;
        this.watchdog = watchdog;
    }

    SendResult send(OutboundEmail email, Files files) {
        TrackedSockets sockets = new TrackedSockets();
        Future<?> guard = watchdog.after(settings.deadline(), sockets::cut);
        try {
            return send(email, files, sockets);
        } catch (MessagingException | GeneralSecurityException e) {
            return new SendResult.Unavailable(words(e, sockets));
        } finally {
            guard.cancel(false);
        }
    }

    private SendResult send(OutboundEmail email, Files files, TrackedSockets sockets)
            throws MessagingException, GeneralSecurityException {
        Session session = Session.getInstance(properties(email, sockets));
        SealedMessage message = new MimeComposer(session).compose(email, files);
        SMTPTransport transport = (SMTPTransport) session.getTransport("smtp");
        try {
            transport.connect(
                    settings.host(),
                    settings.port(),
                    settings.user().orElse(null),
                    settings.password().map(Secret::reveal).orElse(null));
        } catch (AuthenticationFailedException e) {
            return new SendResult.CredentialsRefused(words(e, sockets));
        }
        try {
            transport.sendMessage(message, recipients(email));
            return SmtpAnswers.accepted(email, transport.getLastServerResponse());
        } catch (MessagingException e) {
            return SmtpAnswers.of(email, e, message.isWholeBodyWritten(), words(e, sockets));
        } finally {
            close(transport);
        }
    }

    private static void close(SMTPTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            // The server has answered for the mail; how the goodbye went does not matter.
        }
    }

    private static Address[] recipients(OutboundEmail email) throws MessagingException {
        List<Address> addresses = new ArrayList<>();
        for (EmailAddress address : email.envelope().to()) {
            addresses.add(new InternetAddress(address.value(), false));
        }
        return addresses.toArray(Address[]::new);
    }

    /** What happened, without what the message says or to whom: the server's or the platform's own words. */
    private String words(Exception e, TrackedSockets sockets) {
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

    private Properties properties(OutboundEmail email, TrackedSockets sockets) throws GeneralSecurityException {
        Properties p = new Properties();
        p.put("mail.smtp.from", email.envelope().from().value());
        p.put("mail.smtp.auth", String.valueOf(settings.user().isPresent()));
        p.put("mail.smtp.connectiontimeout", millis(settings.connectWithin()));
        p.put("mail.smtp.timeout", millis(settings.answerWithin()));
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
