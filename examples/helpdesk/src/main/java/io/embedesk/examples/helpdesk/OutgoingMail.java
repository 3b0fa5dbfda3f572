package io.embedesk.examples.helpdesk;

import io.embedesk.Secret;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.examples.helpdesk.HelpdeskProperties.Smtp;
import io.embedesk.mail.SmtpSettings;
import io.embedesk.mail.TlsMode;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which mail server replies leave by: the one that is configured, else the demo mailbox, else none. */
@Component
final class OutgoingMail {
    private final HelpdeskProperties properties;
    private final DemoMailbox mailbox;

    OutgoingMail(HelpdeskProperties properties, DemoMailbox mailbox) {
        this.properties = properties;
        this.mailbox = mailbox;
    }

    Optional<SmtpSettings> settings() {
        Smtp smtp = properties.smtp();
        if (smtp == null) {
            return mailbox.port()
                    .map(port ->
                            builder("localhost").port(port).tls(TlsMode.PLAIN).build());
        }
        SmtpSettings.Builder settings = builder(smtp.host()).tls(smtp.tls());
        if (smtp.port() != null) {
            settings.port(smtp.port());
        }
        if (smtp.user() != null && smtp.password() != null) {
            settings.login(smtp.user(), Secret.of(smtp.password()));
        }
        return Optional.of(settings.build());
    }

    private SmtpSettings.Builder builder(String host) {
        var from = new Mailbox(properties.fromName(), EmailAddress.of(properties.from()));
        var settings = SmtpSettings.builder(host, from);
        return properties.replyDomain() == null ? settings : settings.replyDomain(properties.replyDomain());
    }
}
