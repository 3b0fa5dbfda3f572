package io.embedesk.examples.helpdesk;

import io.embedesk.Secret;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.examples.helpdesk.HelpdeskProperties.Smtp;
import io.embedesk.mail.SmtpSettings;
import io.embedesk.mail.StoredSmtpSettings;
import io.embedesk.mail.TlsMode;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which mail server replies leave by: the one that was saved in the settings, else the configured one, else the demo mailbox, else none. */
@Component
final class OutgoingMail {
    private final HelpdeskProperties properties;
    private final DemoMailbox mailbox;
    private final StoredSmtpSettings stored;

    OutgoingMail(HelpdeskProperties properties, DemoMailbox mailbox, StoredSmtpSettings stored) {
        this.stored = stored;
        this.properties = properties;
        this.mailbox = mailbox;
    }

    Optional<SmtpSettings> settings() {
        return stored.get().or(this::configured);
    }

    /** {@return whether they were saved in the settings} */
    boolean areSaved() {
        return stored.get().isPresent();
    }

    /** {@return whether mail goes no further than to the demo mailbox} */
    boolean isDemo() {
        return !areSaved() && properties.smtp() == null && mailbox.port().isPresent();
    }

    private Optional<SmtpSettings> configured() {
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
