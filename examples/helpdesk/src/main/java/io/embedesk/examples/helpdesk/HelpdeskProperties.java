package io.embedesk.examples.helpdesk;

import io.embedesk.mail.TlsMode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The options of the help desk, under {@code helpdesk.}
 *
 * @param data the folder of the database and the secrets
 * @param demoMailbox whether customers' mail is caught by a mail server in this process, while there is no other
 * @param demoTickets whether an empty desk gets some tickets to look at
 * @param from the address that customers see as the sender
 * @param fromName the name that customers see as the sender
 * @param replyDomain the domain of reply addresses; default: that of {@code from}
 * @param smtp the mail server that sends to customers; default: none
 */
@ConfigurationProperties("helpdesk")
record HelpdeskProperties(
        @DefaultValue("./helpdesk-data") Path data,
        @DefaultValue("true") boolean demoMailbox,
        @DefaultValue("true") boolean demoTickets,
        @DefaultValue("support@acme.example") String from,
        @DefaultValue("Acme Support") String fromName,
        @Nullable String replyDomain,
        @Nullable Smtp smtp) {
    /**
     * A mail server.
     *
     * @param host its name
     * @param port its port; default: that of {@code tls}
     * @param tls how the connection is protected
     * @param user whom to log in as; default: nobody
     * @param password the password or API key
     */
    record Smtp(
            String host,
            @Nullable Integer port,
            @DefaultValue("STARTTLS") TlsMode tls,
            @Nullable String user,
            @Nullable String password) {}
}
