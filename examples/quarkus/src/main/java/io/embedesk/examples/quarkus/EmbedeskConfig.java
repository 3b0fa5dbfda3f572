package io.embedesk.examples.quarkus;

import io.embedesk.mail.TlsMode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** The desk's options, under {@code embedesk.} What has no default and is not optional must be there, or the host does not start. */
@ConfigMapping(prefix = "embedesk")
interface EmbedeskConfig {
    /** Signs the addresses that customers answer to; at least 32 characters, and always the same. */
    String replyKey();

    /** What the mail provider and the webhook share. */
    String webhookSecret();

    /** The address that customers see as the sender. */
    String from();

    /** The name that customers see as the sender. */
    @WithDefault("Support")
    String fromName();

    /** After this time without a change a closed ticket is deleted; none: never. */
    Optional<Duration> keepClosedTickets();

    /** The mail server; none: replies are saved and not mailed. */
    Optional<Smtp> smtp();

    /** A mail server. */
    interface Smtp {
        /** Its name. */
        String host();

        /** Its port; default: that of {@code tls}. */
        OptionalInt port();

        /** How the connection is protected; default: STARTTLS. With a default value this group would always be there. */
        Optional<TlsMode> tls();

        /** Whom to log in as; default: nobody. */
        Optional<String> user();

        /** The password or API key. */
        Optional<String> password();
    }
}
