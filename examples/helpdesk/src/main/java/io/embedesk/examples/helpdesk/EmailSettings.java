package io.embedesk.examples.helpdesk;

import io.embedesk.InvalidInputException;
import io.embedesk.InvalidInputException.Violation;
import io.embedesk.Secret;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.mail.SmtpSettings;
import io.embedesk.mail.TlsMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form of the mail settings: what was typed is kept when something is wrong, but for the password, which no page ever shows.
 *
 * @param values what was typed, or what is saved
 * @param hasPassword whether one is saved
 * @param saved whether these are saved settings
 * @param violations what is wrong
 */
public record EmailSettings(Values values, boolean hasPassword, boolean saved, List<Violation> violations) {
    /**
     * What was typed.
     *
     * @param host the mail server
     * @param port its port; empty: that of the protection
     * @param user the login; empty: none
     * @param password empty: the one that is saved
     * @param tls "on": TLS from the first byte, as on port 465; else STARTTLS, as on port 587
     * @param fromEmail the sender that customers see
     * @param fromName the sender's name
     * @param replyDomain where answers come in; empty: the sender's domain
     */
    public record Values(
            String host,
            String port,
            String user,
            String password,
            String tls,
            String fromEmail,
            String fromName,
            String replyDomain) {
        public Values(
                @Nullable String host,
                @Nullable String port,
                @Nullable String user,
                @Nullable String password,
                @Nullable String tls,
                @Nullable String fromEmail,
                @Nullable String fromName,
                @Nullable String replyDomain) {
            this.host = stripped(host);
            this.port = stripped(port);
            this.user = stripped(user);
            this.password = password == null ? "" : password;
            this.tls = stripped(tls);
            this.fromEmail = stripped(fromEmail);
            this.fromName = stripped(fromName);
            this.replyDomain = stripped(replyDomain);
        }

        private static String stripped(@Nullable String text) {
            return text == null ? "" : text.strip();
        }

        public boolean isTls() {
            return tls.equals("on");
        }

        /** The password stays out of logs. */
        @Override
        public String toString() {
            return "Values[" + host + "]";
        }
    }

    static EmailSettings of(Optional<SmtpSettings> settings, boolean saved) {
        Values values = settings.map(EmailSettings::values)
                .orElseGet(() -> new Values(null, null, null, null, null, null, null, null));
        boolean hasPassword = settings.flatMap(SmtpSettings::password).isPresent();
        return new EmailSettings(values, hasPassword, saved, List.of());
    }

    private static Values values(SmtpSettings settings) {
        String domain = settings.from().address().domain();
        return new Values(
                settings.host(),
                Integer.toString(settings.port()),
                settings.user().orElse(""),
                "",
                settings.tls() == TlsMode.TLS ? "on" : "",
                settings.from().address().value(),
                settings.from().name(),
                settings.replyDomain().equals(domain) ? "" : settings.replyDomain());
    }

    /** {@return the same form, which says what is wrong} */
    EmailSettings refused(List<Violation> why) {
        return new EmailSettings(values, hasPassword, saved, why);
    }

    /** {@return what is wrong with a field} */
    public Optional<String> problem(String field) {
        return violations.stream()
                .filter(violation -> violation.field().equals(field))
                .findFirst()
                .map(Violation::reason);
    }

    /**
     * Settings as they were typed.
     *
     * @param known what was saved before, whose password stays when none is typed
     * @throws InvalidInputException naming everything that is wrong
     */
    static SmtpSettings read(Values typed, Optional<SmtpSettings> known) {
        List<Violation> wrong = new ArrayList<>();
        Optional<EmailAddress> from = EmailAddress.parse(typed.fromEmail());
        if (from.isEmpty()) {
            wrong.add(new Violation("fromEmail", "must be an address such as support@yourcompany.com"));
        }
        if (typed.host().isEmpty()) {
            wrong.add(new Violation("host", "must be a name such as smtp.yourcompany.com"));
        }
        int port = port(typed, wrong);
        Optional<Secret> password = password(typed, known);
        if (!typed.user().isEmpty() && password.isEmpty()) {
            wrong.add(new Violation("password", "must be typed once for this username"));
        }
        if (!wrong.isEmpty()) {
            throw new InvalidInputException(wrong);
        }
        String name = typed.fromName().isEmpty() ? null : typed.fromName();
        SmtpSettings.Builder settings = SmtpSettings.builder(typed.host(), new Mailbox(name, from.orElseThrow()))
                .tls(typed.isTls() ? TlsMode.TLS : TlsMode.STARTTLS)
                .port(port);
        if (!typed.user().isEmpty()) {
            settings.login(typed.user(), password.orElseThrow());
        }
        if (!typed.replyDomain().isEmpty()) {
            settings.replyDomain(typed.replyDomain());
        }
        return settings.build();
    }

    /** The saved one stays only where it was: it is not sent to another server or for another login because somebody changes a field. */
    private static Optional<Secret> password(Values typed, Optional<SmtpSettings> known) {
        if (!typed.password().isEmpty()) {
            return Optional.of(Secret.of(typed.password()));
        }
        return known.filter(before -> before.host().equals(typed.host())
                        && before.user().filter(typed.user()::equals).isPresent())
                .flatMap(SmtpSettings::password);
    }

    private static int port(Values typed, List<Violation> wrong) {
        if (typed.port().isEmpty()) {
            return 0;
        }
        try {
            return Integer.parseInt(typed.port());
        } catch (NumberFormatException e) {
            wrong.add(new Violation("port", "must be a number, such as 587 or 465"));
            return 0;
        }
    }
}
