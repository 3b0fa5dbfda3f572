package io.embedesk.mail;

import io.embedesk.InvalidInputException;
import io.embedesk.InvalidInputException.Violation;
import io.embedesk.Secret;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Which mail server the desk sends through, and as whom. Immutable; its {@code toString} shows no secret. */
public final class SmtpSettings {
    private final String host;
    private final int port;
    private final TlsMode tls;
    private final @Nullable String user;
    private final @Nullable Secret password;
    private final Mailbox from;
    private final String replyDomain;
    private final boolean textOnly;
    private final Duration connectWithin;
    private final Duration answerWithin;
    private final Duration deadline;
    private final @Nullable SSLContext sslContext;

    private SmtpSettings(Builder from) {
        this.host = from.host;
        this.port = from.port == 0 ? from.tls.defaultPort() : from.port;
        this.tls = from.tls;
        this.user = from.user;
        this.password = from.password;
        this.from = from.from;
        this.replyDomain = from.replyDomain == null ? from.from.address().domain() : from.replyDomain;
        this.textOnly = from.textOnly;
        this.connectWithin = from.connectWithin;
        this.answerWithin = from.answerWithin;
        this.deadline = from.deadline;
        this.sslContext = from.sslContext;
    }

    /**
     * What has no default.
     *
     * @param host the mail server's name, which its certificate must carry
     * @param from the sender that customers see
     * @return a builder
     */
    public static Builder builder(String host, Mailbox from) {
        return new Builder(host, from);
    }

    /** {@return the mail server's name} */
    public String host() {
        return host;
    }

    /** {@return its port} */
    public int port() {
        return port;
    }

    /** {@return how the connection is protected} */
    public TlsMode tls() {
        return tls;
    }

    /** {@return the login, if there is one} */
    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** {@return the password, if there is a login} */
    public Optional<Secret> password() {
        return Optional.ofNullable(password);
    }

    /** {@return the sender that customers see} */
    public Mailbox from() {
        return from;
    }

    /** {@return the domain of reply addresses and Message-IDs} */
    public String replyDomain() {
        return replyDomain;
    }

    /** {@return whether mails have no HTML part} */
    public boolean textOnly() {
        return textOnly;
    }

    /** {@return how long connecting may take} */
    public Duration connectWithin() {
        return connectWithin;
    }

    /** {@return how long the server may be silent} */
    public Duration answerWithin() {
        return answerWithin;
    }

    /** {@return how long a mail may take in all} */
    public Duration deadline() {
        return deadline;
    }

    SSLContext trust() throws NoSuchAlgorithmException {
        return sslContext == null ? SSLContext.getDefault() : sslContext;
    }

    private List<@Nullable Object> values() {
        return Arrays.asList(
                host,
                port,
                tls,
                user,
                password,
                from,
                replyDomain,
                textOnly,
                connectWithin,
                answerWithin,
                deadline,
                sslContext);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SmtpSettings settings && values().equals(settings.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return "SmtpSettings[" + host + ":" + port + " " + tls + (user == null ? "" : " with login") + "]";
    }

    /** The options of the settings. */
    public static final class Builder {
        private final String host;
        private final Mailbox from;
        private int port;
        private TlsMode tls = TlsMode.STARTTLS;
        private @Nullable String user;
        private @Nullable Secret password;
        private @Nullable String replyDomain;
        private boolean textOnly;
        private Duration connectWithin = Duration.ofSeconds(10);
        private Duration answerWithin = Duration.ofSeconds(30);
        private Duration deadline = Duration.ofSeconds(60);
        private @Nullable SSLContext sslContext;

        private Builder(String host, Mailbox from) {
            this.host = host;
            this.from = from;
        }

        /**
         * Another port.
         *
         * @param number instead of {@link TlsMode#defaultPort()}
         * @return this
         */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /**
         * Another protection.
         *
         * @param mode instead of {@link TlsMode#STARTTLS}
         * @return this
         */
        public Builder tls(TlsMode mode) {
            tls = mode;
            return this;
        }

        /**
         * Logs in.
         *
         * @param name often the sender's address, or the word the provider prescribes for an API key
         * @param secret the password or API key
         * @return this
         */
        public Builder login(String name, Secret secret) {
            user = name;
            password = secret;
            return this;
        }

        /**
         * Receives answers on another domain.
         *
         * @param domain instead of the sender's; its mail must reach the desk's inbound address
         * @return this
         */
        public Builder replyDomain(String domain) {
            replyDomain = domain;
            return this;
        }

        /**
         * Leaves out the HTML part.
         *
         * @param only whether mails are plain text and nothing else
         * @return this
         */
        public Builder textOnly(boolean only) {
            textOnly = only;
            return this;
        }

        /**
         * Limits the time to connect.
         *
         * @param most instead of 10 seconds
         * @return this
         */
        public Builder connectWithin(Duration most) {
            connectWithin = most;
            return this;
        }

        /**
         * Limits the server's silence.
         *
         * @param most instead of 30 seconds
         * @return this
         */
        public Builder answerWithin(Duration most) {
            answerWithin = most;
            return this;
        }

        /**
         * Limits the time of a whole mail. An outbox worker's lease is more than twice as long.
         *
         * @param most instead of 60 seconds
         * @return this
         */
        public Builder deadline(Duration most) {
            deadline = most;
            return this;
        }

        /**
         * Trusts other certificates than the platform does, such as those of a private authority.
         *
         * @param context whose trust is used
         * @return this
         */
        public Builder sslContext(SSLContext context) {
            sslContext = context;
            return this;
        }

        /**
         * Checks everything.
         *
         * @return the settings
         * @throws InvalidInputException naming every option that is wrong
         */
        public SmtpSettings build() {
            List<Violation> wrong = new ArrayList<>();
            if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                wrong.add(new Violation(
                        "host", "'" + host.strip() + "' is no host name; expected something like smtp.example.org"));
            }
            if (port < 0 || port > 65_535) {
                wrong.add(new Violation(
                        "port", port + " must be 1 to 65535; " + tls + " usually has " + tls.defaultPort()));
            }
            if (replyDomain != null
                    && EmailAddress.parse("ticket@" + replyDomain).isEmpty()) {
                wrong.add(new Violation(
                        "replyDomain",
                        "'" + replyDomain + "' is no domain; expected something like reply.example.org"));
            }
            positive("connectWithin", connectWithin, wrong);
            positive("answerWithin", answerWithin, wrong);
            positive("deadline", deadline, wrong);
            if (!wrong.isEmpty()) {
                throw new InvalidInputException(wrong);
            }
            return new SmtpSettings(this);
        }

        private static void positive(String name, Duration value, List<Violation> wrong) {
            if (value.isNegative() || value.isZero() || value.toHours() > 1) {
                wrong.add(new Violation(name, value + " must be more than nothing and at most an hour"));
            }
        }
    }
}
