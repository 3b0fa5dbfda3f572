package io.embedesk.mail;

import io.embedesk.email.EmailAddress;
import io.embedesk.mail.ConnectionTest.Step;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What usually helps. */
final class Remedies {
    private static final String PORTS = "Mail providers use port 587 with STARTTLS or port 465 with TLS.";

    private Remedies() {}

    static String of(Step step, IOException failure, SmtpSettings settings) {
        if (failure instanceof UnknownHostException) {
            return "Check the spelling of the host; it looks like smtp.example.org.";
        }
        if (step == Step.CONNECT) {
            return connecting(failure, settings);
        }
        if (step == Step.TLS) {
            return securing(failure, settings);
        }
        return "Check host, port and protection. " + PORTS;
    }

    private static String connecting(IOException failure, SmtpSettings settings) {
        if (failure instanceof SocketTimeoutException && settings.tls() == TlsMode.STARTTLS && settings.port() == 465) {
            return "The server seems to wait for TLS from the first byte: choose SSL/TLS for port 465.";
        }
        if (failure instanceof SocketTimeoutException || failure instanceof NoRouteToHostException) {
            return "A firewall may be in between; many hosting providers block port 25. " + PORTS;
        }
        if (failure instanceof ConnectException) {
            return "Nothing listens on port " + settings.port() + " there. " + PORTS;
        }
        return "The server ended the connection. Check the port. " + PORTS;
    }

    private static String securing(IOException failure, SmtpSettings settings) {
        String words = SmtpConnection.words(failure);
        if (words.contains("Unsupported or unrecognized SSL message")) {
            return "The server does not begin with TLS on port " + settings.port()
                    + ": leave SSL/TLS unchecked (STARTTLS) for port 587.";
        }
        if (words.contains("No name matching") || words.contains("No subject alternative")) {
            return "The certificate is for another name than " + settings.host()
                    + ": enter the name that the provider gives for its mail server.";
        }
        if (words.contains("certification path") || words.contains("PKIX")) {
            return "The certificate is not signed by an authority that this machine trusts; with a server of your own, give the"
                    + " settings an SSLContext that trusts it.";
        }
        if (words.contains("expired") || words.contains("CertificateExpired")) {
            return "The server's certificate has expired: tell whoever runs the server.";
        }
        return failure instanceof SSLException
                ? "The server and this machine have no version of TLS in common (1.2 or later), or the port is wrong. "
                        + PORTS
                : "The server ended the connection. Check the port. " + PORTS;
    }

    static String withoutStartTls(SmtpSettings settings) {
        return settings.port() == 465
                ? "Choose SSL/TLS for port 465."
                : "Try SSL/TLS with port 465. A server that protects nothing may only be used on this machine itself, and has to"
                        + " be asked for.";
    }

    static String login(SmtpSettings settings) {
        Optional<SmtpProvider> provider = SmtpProvider.ofHost(settings.host());
        return provider.map(one -> one.title() + " wants as user " + one.userHint() + ", and as password "
                        + one.passwordHint() + ".")
                .orElse(
                        "Check user and password. With two-factor sign-in, most providers want an app password or an API key"
                                + " instead of the password.");
    }

    static String sending(SmtpSettings settings, EmailAddress to) {
        return "Check that " + settings.from().address()
                + " may send here: providers want the sender, or its domain, to be"
                + " verified with them first"
                + SmtpProvider.ofHost(settings.host())
                        .filter(SmtpProvider.AMAZON_SES::equals)
                        .map(ses -> ", and in the sandbox the recipient as well")
                        .orElse("")
                + "; and that " + to + " exists.";
    }
}
