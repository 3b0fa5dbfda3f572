package io.embedesk.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.InvalidInputException;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SmtpProviderTest {
    private static final Mailbox SUPPORT = Mailbox.of(EmailAddress.of("support@acme.example"));

    @ParameterizedTest
    @EnumSource(SmtpProvider.class)
    void makesSettingsThatAreRecognisedAgain(SmtpProvider provider) {
        SmtpSettings settings = provider.settings(SUPPORT, "eu-west-1").build();
        assertThat(settings.port()).isEqualTo(587);
        assertThat(settings.tls()).isEqualTo(TlsMode.STARTTLS);
        assertThat(SmtpProvider.ofHost(settings.host())).contains(provider);
        assertThat(provider.userHint()).isNotBlank();
        assertThat(provider.passwordHint()).isNotBlank();
        assertThat(provider.title()).isNotBlank();
    }

    @Test
    void asksForTheRegionWhereThereAreSome() {
        assertThat(SmtpProvider.AMAZON_SES.hasRegions()).isTrue();
        assertThat(SmtpProvider.AMAZON_SES
                        .settings(SUPPORT, "us-east-2")
                        .build()
                        .host())
                .isEqualTo("email-smtp.us-east-2.amazonaws.com");
        assertThatThrownBy(() -> SmtpProvider.AMAZON_SES.settings(SUPPORT))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("region");
        assertThatThrownBy(() -> SmtpProvider.AMAZON_SES.settings(SUPPORT, "evil.example/"))
                .isInstanceOf(InvalidInputException.class);
        assertThat(SmtpProvider.GMAIL.settings(SUPPORT).build().host()).isEqualTo("smtp.gmail.com");
    }

    @ParameterizedTest
    @CsvSource({
        "smtp.eu.mailgun.org, MAILGUN",
        "SMTP.GMAIL.COM, GMAIL",
        "smtppro.zoho.eu, ZOHO",
        "smtp-mail.outlook.com, OUTLOOK"
    })
    void knowsTheOtherNamesOfAProvider(String host, SmtpProvider provider) {
        assertThat(SmtpProvider.ofHost(host)).contains(provider);
    }

    @Test
    void takesNobodyForAProvider() {
        assertThat(SmtpProvider.ofHost("smtp.acme.example")).isEmpty();
        assertThat(SmtpProvider.ofHost("smtp.gmail.com.evil.example")).isEmpty();
        assertThat(SmtpProvider.ofHost("email-smtp.evil.example")).isEmpty();
    }
}
