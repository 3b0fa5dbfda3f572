package io.embedesk.portal;

import static io.embedesk.testing.Scenario.ANN;
import static io.embedesk.testing.Scenario.CARLA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.Actor;
import io.embedesk.ConfigurationException;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.HeaderText;
import io.embedesk.email.MailWords;
import io.embedesk.email.OutboundEmail;
import io.embedesk.privacy.Erasure;
import io.embedesk.testing.Scenario;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MagicLinksTest {
    private static final EmailAddress ADDRESS = EmailAddress.of(CARLA);
    private static final String PAGE = "https://help.acme.example/enter#";

    private final Scenario scenario = new Scenario();
    private final MagicLinks links = MagicLinks.of(scenario.desk(), token -> URI.create(PAGE + token));

    private String token() {
        scenario.send();
        String text = scenario.channel().last().body().text();
        int at = text.indexOf(PAGE) + PAGE.length();
        return text.substring(at, text.indexOf('\n', at));
    }

    private String requested() {
        links.request(ADDRESS, "192.0.2.1");
        return token();
    }

    @Test
    void letsTheReaderInOnce() {
        String token = requested();
        assertThat(token).hasSizeGreaterThanOrEqualTo(52);
        assertThat(links.consume(token)).contains(Actor.customer(ADDRESS));
        assertThat(links.consume(token)).isEmpty();
        assertThat(links.consume("")).isEmpty();
        assertThat(links.consume(token + "x")).isEmpty();
    }

    @Test
    void endsAfterTwentyMinutes() {
        String early = requested();
        scenario.clock().advance(Duration.ofMinutes(20).minusMillis(1));
        assertThat(links.consume(early)).isPresent();
        scenario.clock().advance(Duration.ofHours(1));
        String late = requested();
        scenario.clock().advance(Duration.ofMinutes(20));
        assertThat(links.consume(late)).isEmpty();
    }

    @Test
    void endsWithANewerOne() {
        String first = requested();
        String second = requested();
        assertThat(links.consume(first)).isEmpty();
        assertThat(links.consume(second)).isPresent();
    }

    @Test
    void isMailedAsAnAutomaticMailAndKeptNowhereElse() {
        String token = requested();
        OutboundEmail mail = scenario.channel().last();
        assertThat(mail.automatic()).isTrue();
        assertThat(mail.to()).extracting(to -> to.address()).containsExactly(ADDRESS);
        assertThat(mail.thread().references()).isEmpty();
        assertThat(scenario.store().<List<?>>read(tx -> tx.keys().list("magic-link", null, 10)))
                .hasSize(1);
        assertThat(scenario.store()
                        .<Boolean>read(tx -> tx.keys().find("magic-link", token).isPresent()))
                .isFalse();
        assertThat(scenario.store()
                        .<Boolean>read(tx -> tx.outbox().find(mail.entry()).isPresent()))
                .as("the mail is gone once it is sent")
                .isFalse();
    }

    @Test
    void answersTheSameHoweverOftenItIsAskedAndMailsOnlyAFew() {
        for (int i = 0; i < 20; i++) {
            links.request(ADDRESS, "192.0.2." + i);
        }
        assertThat(scenario.send()).isEqualTo(MagicLinks.MOST_PER_ADDRESS);
        for (int i = 0; i < 20; i++) {
            links.request(EmailAddress.of("somebody" + i + "@customer.example"), "192.0.2.99");
        }
        assertThat(scenario.send()).isEqualTo(MagicLinks.MOST_PER_SOURCE);
    }

    @Test
    void aLinkThatIsNotMailedBecauseItIsTooMuchEndsNoOther() {
        String last = "";
        for (int i = 0; i < 3; i++) {
            last = requested();
        }
        links.request(ADDRESS, "192.0.2.1");
        assertThat(links.consume(last)).isPresent();
    }

    @Test
    void goesWithThePerson() {
        links.request(ADDRESS, "192.0.2.1");
        scenario.desk().privacy().erase(ANN, ADDRESS, Erasure.DELETE);
        assertThat(scenario.send()).isZero();
        assertThat(scenario.store().<List<?>>read(tx -> tx.keys().list("magic-link", null, 10)))
                .isEmpty();
    }

    @Test
    void cannotBeUsedUpInATransactionThatMayBeRolledBack() {
        String token = requested();
        assertThatThrownBy(() -> scenario.store().join(tx -> links.consume(token)))
                .isInstanceOf(ConfigurationException.class);
        assertThat(links.consume(token)).isPresent();
    }

    @Test
    void saysWhatTheHostSays() {
        links.words(link -> new MailWords(new HeaderText("Hallo"), "Hier: " + link + "\n"))
                .request(ADDRESS, "192.0.2.1");
        assertThat(links.consume(token())).isPresent();
        assertThat(scenario.channel().last().subject().value()).isEqualTo("Hallo");
    }
}
