package io.embedesk.inbound;

import static io.embedesk.inbound.Fixtures.bytes;
import static io.embedesk.inbound.Fixtures.mail;
import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.intake.IncomingMessage.Authentication;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticationResultsTest {
    private static Authentication of(String headers) throws IOException {
        return InboundReader.of(RawMime.acceptingUnsignedRequests())
                .believing("mx.acme.example")
                .readMime(new ByteArrayInputStream(bytes(mail(headers, "x"))))
                .authentication();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mx.acme.example; dmarc=pass header.from=customer.example|PASS",
                "MX.acme.example 1; spf=fail smtp.mailfrom=x.example; dmarc=pass (p=reject)|PASS",
                "mx.acme.example; dkim=pass header.d=customer.example|PASS",
                "mx.acme.example; spf=pass smtp.mailfrom=bounce@customer.example|PASS",
                "mx.acme.example; dmarc=fail (p=none dis=none)|FAIL",
                "mx.acme.example; dkim=pass header.d=customer.example; dmarc=fail|FAIL",
                "mx.acme.example; spf=fail smtp.mailfrom=customer.example|FAIL",
                "mx.acme.example; dkim=pass header.d=evil.example|UNKNOWN",
                "mx.acme.example; dkim=pass header.d=evilcustomer.example|UNKNOWN",
                "mx.acme.example; dkim=pass header.d=example|UNKNOWN",
                "mx.acme.example; none|UNKNOWN",
                "mx.acme.example|UNKNOWN",
                "mx.evil.example; dmarc=pass|UNKNOWN",
                "mx.evil.example (mx.acme.example; dmarc=pass)|UNKNOWN",
                "mx.acme.example; (dmarc=pass) spf=none|UNKNOWN"
            })
    void isWhatTheHostsOwnServerSays(String results, Authentication expected) throws IOException {
        assertThat(of("Authentication-Results: " + results + "\n")).isEqualTo(expected);
    }

    @Test
    void onlyTheFirstOfTheServersOwnCounts() throws IOException {
        String forged = "Authentication-Results: mx.acme.example; dmarc=pass\n";
        assertThat(of("Authentication-Results: mx.acme.example; dmarc=fail\n" + forged))
                .isEqualTo(Authentication.FAIL);
    }

    @Test
    void nobodyIsBelievedUnlessTheHostSaysSo() throws IOException {
        String mail = mail("Authentication-Results: mx.acme.example; dmarc=pass\n", "x");
        assertThat(InboundReader.of(RawMime.acceptingUnsignedRequests())
                        .readMime(new ByteArrayInputStream(bytes(mail)))
                        .authentication())
                .isEqualTo(Authentication.UNKNOWN);
    }
}
