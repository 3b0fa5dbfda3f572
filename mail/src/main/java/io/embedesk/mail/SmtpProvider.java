package io.embedesk.mail;

import io.embedesk.InvalidInputException;
import io.embedesk.email.Mailbox;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Providers that many use, with what has to be known of each. All speak STARTTLS on port 587. */
public enum SmtpProvider {
    /** Gmail and Google Workspace. */
    GMAIL(
            "Gmail",
            "smtp.gmail.com",
            "the whole address",
            "an app password, made in the Google account under Security; the account's own password is refused, and app"
                    + " passwords need 2-step verification",
            MessageIds.KEPT),
    /** Outlook.com and Microsoft 365. */
    OUTLOOK(
            "Outlook / Office 365",
            "smtp.office365.com",
            "the whole address",
            "the mailbox's password, or an app password with multi-factor sign-in; \"Authenticated SMTP\" has to be allowed"
                    + " for the mailbox by an administrator, and Microsoft is phasing passwords out",
            MessageIds.TOLD),
    /** Twilio SendGrid. */
    SENDGRID(
            "SendGrid",
            "smtp.sendgrid.net",
            "the word apikey",
            "an API key with the permission Mail Send; the sender must be a verified sender or on an authenticated domain",
            MessageIds.KEPT),
    /** Mailgun. */
    MAILGUN(
            "Mailgun",
            "smtp.mailgun.org",
            "an SMTP login of the sending domain, such as postmaster@mg.example.org",
            "the password of that SMTP login, not the API key; domains in the EU region use smtp.eu.mailgun.org",
            MessageIds.KEPT),
    /** Amazon Simple Email Service; the host has a region in it. */
    AMAZON_SES(
            "Amazon SES",
            "email-smtp.{region}.amazonaws.com",
            "the user name of SMTP credentials of that region, not an AWS access key",
            "the password of those SMTP credentials; until the account has left the sandbox, recipients must be verified too",
            MessageIds.TOLD),
    /** Zoho Mail. */
    ZOHO(
            "Zoho",
            "smtp.zoho.com",
            "the whole address",
            "the password, or an application-specific one with two-factor sign-in; accounts of other data centres use another"
                    + " ending, such as smtp.zoho.eu, and organisations smtppro.zoho.com",
            MessageIds.KEPT),
    /** Postmark. */
    POSTMARK(
            "Postmark",
            "smtp.postmarkapp.com",
            "the server's API token",
            "the same server API token once more; the sender needs a confirmed signature or domain",
            MessageIds.KEPT_WHEN_ASKED),
    /** Brevo, formerly Sendinblue. */
    BREVO(
            "Brevo",
            "smtp-relay.brevo.com",
            "the login shown under SMTP & API",
            "an SMTP key, not an API key",
            MessageIds.REPLACED);

    private static final String REGION = "{region}";

    private final String title;
    private final String host;
    private final String userHint;
    private final String passwordHint;
    private final MessageIds messageIds;

    SmtpProvider(String title, String host, String userHint, String passwordHint, MessageIds messageIds) {
        this.title = title;
        this.host = host;
        this.userHint = userHint;
        this.passwordHint = passwordHint;
        this.messageIds = messageIds;
    }

    /** What a provider does to the Message-ID of a mail. Reply addresses and References work with every one of them. */
    public enum MessageIds {
        /** Nothing. */
        KEPT,
        /** Nothing, for the header that asks for it is sent along. */
        KEPT_WHEN_ASKED,
        /** It makes its own and tells it when it accepts the mail; answers to that one are matched as well. */
        TOLD,
        /** It makes its own and does not say which. */
        REPLACED
    }

    /** {@return the name that people know} */
    public String title() {
        return title;
    }

    /** {@return the mail server; {@code {region}} stands in it where the provider has one for each region} */
    public String host() {
        return host;
    }

    /** {@return what to enter as user, in words} */
    public String userHint() {
        return userHint;
    }

    /** {@return what to enter as password, in words} */
    public String passwordHint() {
        return passwordHint;
    }

    /** {@return what becomes of Message-IDs} */
    public MessageIds messageIds() {
        return messageIds;
    }

    /** {@return whether {@link #settings(Mailbox, String)} has to be asked for a region} */
    public boolean hasRegions() {
        return host.contains(REGION);
    }

    /**
     * Settings that still need a login.
     *
     * @param from the sender that customers see
     * @return a builder
     * @throws InvalidInputException if the provider has regions
     */
    public SmtpSettings.Builder settings(Mailbox from) {
        return settings(from, "");
    }

    /**
     * Settings that still need a login.
     *
     * @param from the sender that customers see
     * @param region such as {@code eu-west-1}; not looked at where the provider has none
     * @return a builder
     * @throws InvalidInputException if the provider has regions and this is none
     */
    public SmtpSettings.Builder settings(Mailbox from, String region) {
        if (!hasRegions()) {
            return SmtpSettings.builder(host, from);
        }
        if (!region.matches("[a-z0-9-]{1,30}")) {
            throw new InvalidInputException(
                    "region", "'" + region + "' is no region of " + title + "; expected something like eu-west-1");
        }
        return SmtpSettings.builder(host.replace(REGION, region), from);
    }

    /**
     * Whose server it is.
     *
     * @param host a mail server
     * @return its provider, if it is a known one
     */
    public static Optional<SmtpProvider> ofHost(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(one -> one.isHost(lower)).findFirst();
    }

    private boolean isHost(String name) {
        int at = host.indexOf(REGION);
        if (at >= 0) {
            return name.startsWith(host.substring(0, at)) && name.endsWith(host.substring(at + REGION.length()));
        }
        return name.equals(host)
                || this == MAILGUN && name.equals("smtp.eu.mailgun.org")
                || this == ZOHO && name.matches("smtp(pro)?\\.zoho\\.[a-z.]{2,6}")
                || this == OUTLOOK && name.equals("smtp-mail.outlook.com");
    }
}
