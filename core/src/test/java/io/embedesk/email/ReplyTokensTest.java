package io.embedesk.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.ConfigurationException;
import io.embedesk.EntryId;
import io.embedesk.Secret;
import io.embedesk.TicketId;
import io.embedesk.Workspace;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplyTokensTest {
    private static final Secret SECRET = Secret.of("correct horse battery staple");
    private static final TicketId TICKET = new TicketId("01hzy3v9k4q2m8n7p6r5s4t3w2");
    private static final EntryId ENTRY = new EntryId("7zzzzzzzzzzzzzzzzzzzzzzzzz");

    private final ReplyTokens tokens = ReplyTokens.of(Workspace.DEFAULT, SECRET);

    /** Computed once with another HMAC implementation: HMAC-SHA-256 cut to 16 bytes, in Crockford's base 32. */
    @Test
    void mintsTheAddressThatTheFormatPrescribes() {
        EmailAddress address = tokens.address(TICKET, "acme.example");
        assertThat(address.value())
                .isEqualTo("ticket+01hzy3v9k4q2m8n7p6r5s4t3w2.a5hm638aqc3q3qq2wc61r8d4aqk@acme.example");
        assertThat(address.local()).hasSize(61);
    }

    @Test
    void readsItsOwnAddressInAnyCase() {
        EmailAddress address = tokens.address(TICKET, "acme.example");
        assertThat(tokens.read(address)).contains(new ReplyAddress(TICKET, true));
        assertThat(tokens.read(EmailAddress.of(address.value().toUpperCase(Locale.ROOT))))
                .contains(new ReplyAddress(TICKET, true));
    }

    @Test
    void understandsABareAddressAsAClaim() {
        assertThat(tokens.read(EmailAddress.of("ticket+" + TICKET + "@acme.example")))
                .contains(new ReplyAddress(TICKET, false));
    }

    @Test
    void provesNothingOnceAnyCharacterIsAnother() {
        String local = tokens.address(TICKET, "acme.example").local();
        for (int i = "ticket+".length(); i < local.length(); i++) {
            char other = local.charAt(i) == '2' ? '3' : '2';
            String tampered = local.substring(0, i) + other + local.substring(i + 1);
            Optional<ReplyAddress> read = tokens.read(EmailAddress.of(tampered + "@acme.example"));
            assertThat(read.filter(ReplyAddress::proven)).as(tampered).isEmpty();
        }
        for (String other : new String[] {local.substring(0, 60), local + "0", local + ".x"}) {
            assertThat(tokens.read(EmailAddress.of(other + "@acme.example")).filter(ReplyAddress::proven))
                    .isEmpty();
        }
    }

    @Test
    void provesNothingForAnotherTicketWorkspaceKeyOrPurpose() {
        String token = tokens.address(TICKET, "acme.example").local().substring(34);
        EmailAddress moved = EmailAddress.of("ticket+" + TicketId.mint() + "." + token + "@acme.example");
        assertThat(tokens.read(moved).orElseThrow().proven()).isFalse();
        ReplyTokens elsewhere = ReplyTokens.of(new Workspace("elsewhere"), SECRET);
        EmailAddress address = tokens.address(TICKET, "acme.example");
        assertThat(elsewhere.read(address).orElseThrow().proven()).isFalse();
        ReplyTokens otherKey = ReplyTokens.of(Workspace.DEFAULT, Secret.of("another secret of some length"));
        assertThat(otherKey.read(address).orElseThrow().proven()).isFalse();
        assertThat(tokens.isOwnMarker(TICKET + "." + token)).isFalse();
    }

    @Test
    void acceptsWhatAnEarlierKeySigned() {
        EmailAddress old = tokens.address(TICKET, "acme.example");
        ReplyTokens rotated = tokens.rotatedTo('b', Secret.of("a new secret of some length"));
        assertThat(rotated.read(old)).contains(new ReplyAddress(TICKET, true));
        EmailAddress fresh = rotated.address(TICKET, "acme.example");
        assertThat(fresh).isNotEqualTo(old);
        assertThat(rotated.read(fresh)).contains(new ReplyAddress(TICKET, true));
        assertThat(tokens.read(fresh).orElseThrow().proven()).isFalse();
        assertThatThrownBy(() -> rotated.rotatedTo('a', SECRET)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void knowsItsOwnMailByItsMarker() {
        String marker = tokens.loopMarker(ENTRY);
        assertThat(tokens.isOwnMarker(" " + marker + " ")).isTrue();
        assertThat(tokens.isOwnMarker(marker.replace("7z", "7y"))).isFalse();
        assertThat(tokens.isOwnMarker("")).isFalse();
        assertThat(tokens.isOwnMarker("yes")).isFalse();
    }

    @Test
    void isNoReplyAddressWithoutATicket() {
        for (String local : new String[] {"support", "ticket+", "ticket+42", "ticket", "ticket+" + TICKET + "x"}) {
            assertThat(tokens.read(EmailAddress.of(local + "@acme.example")))
                    .as(local)
                    .isEmpty();
        }
    }

    @Test
    void refusesAKeyThatCouldBeGuessed() {
        assertThatThrownBy(() -> ReplyTokens.of(Workspace.DEFAULT, Secret.of("short")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("5 bytes");
    }
}
