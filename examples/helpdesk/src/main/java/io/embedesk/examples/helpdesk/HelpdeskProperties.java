package io.embedesk.examples.helpdesk;

import io.embedesk.mail.TlsMode;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The options of the help desk, under {@code helpdesk.}
 *
 * @param data the folder of the database and the secrets
 * @param demoMailbox whether customers' mail is caught by a mail server in this process, while there is no other
 * @param demoTickets whether an empty desk gets some tickets to look at
 * @param demoPassword the password of the demonstration's agents; any other than the default is not shown on the login page
 * @param demoCustomers whether a customer gets into the help center by an address alone; else by a link in a mail
 * @param url where customers reach this application, for links in mails
 * @param undoWindow how long a reply can be taken back before it is mailed
 * @param from the address that customers see as the sender
 * @param fromName the name that customers see as the sender
 * @param replyDomain the domain of reply addresses; default: that of {@code from}
 * @param smtp the mail server that sends to customers, until one is saved in the settings; default: none
 * @param ai a model that suggests replies, with the protocol of OpenAI; default: similar tickets, found in this process
 */
@ConfigurationProperties("helpdesk")
record HelpdeskProperties(
        @DefaultValue("./helpdesk-data") Path data,
        @DefaultValue("true") boolean demoMailbox,
        @DefaultValue("true") boolean demoTickets,
        @DefaultValue(DEMO_PASSWORD) String demoPassword,
        @DefaultValue("true") boolean demoCustomers,
        @DefaultValue("http://localhost:8080") String url,
        @DefaultValue("10s") Duration undoWindow,
        @DefaultValue("support@acme.example") String from,
        @DefaultValue("Acme Support") String fromName,
        @Nullable String replyDomain,
        @Nullable Smtp smtp,
        @Nullable Ai ai) {
    private static final String DEMO_PASSWORD = "demo";

    /** {@return whether everybody may know the password} */
    boolean isDemo() {
        return demoPassword.equals(DEMO_PASSWORD);
    }

    /**
     * A model.
     *
     * @param url where it is, up to {@code /v1}
     * @param model its name
     * @param key the API key; default: none
     */
    record Ai(
            String url, String model, @DefaultValue("none") String key) {
        /** The key stays out of logs. */
        @Override
        public String toString() {
            return "Ai[" + url + " " + model + "]";
        }
    }

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
