package io.embedesk.examples.springboot3;

import io.embedesk.mail.TlsMode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The desk's options, under {@code embedesk.}
 *
 * @param replyKey signs the addresses that customers answer to; as long as mails are answered, it must stay the same
 * @param webhookSecret what the mail provider and the webhook share
 * @param webhookPath where the mail provider posts to
 * @param from the address that customers see as the sender
 * @param fromName the name that customers see as the sender
 * @param keepClosedTickets after this time without a change a closed ticket is deleted; none: never
 * @param smtp the mail server; none: replies are saved and not mailed
 */
@Validated
@ConfigurationProperties("embedesk")
record EmbedeskProperties(
        @NotBlank @Size(min = 32) String replyKey,
        @NotBlank @Size(min = 16) String webhookSecret,
        @DefaultValue("/api/tickets/inbound-email") String webhookPath,
        @NotBlank @Email String from,
        @DefaultValue("Support") String fromName,
        @Nullable Duration keepClosedTickets,
        @Valid @Nullable Smtp smtp) {
    /** The keys stay out of logs. */
    @Override
    public String toString() {
        return "EmbedeskProperties[" + from + "]";
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
            @NotBlank String host,
            @Nullable Integer port,
            @DefaultValue("STARTTLS") TlsMode tls,
            @Nullable String user,
            @Nullable String password) {
        /** The password stays out of logs. */
        @Override
        public String toString() {
            return "Smtp[" + host + "]";
        }
    }
}
