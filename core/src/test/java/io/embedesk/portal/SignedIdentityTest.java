package io.embedesk.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.Actor;
import io.embedesk.InvalidInputException;
import io.embedesk.Secret;
import io.embedesk.Workspace;
import io.embedesk.email.EmailAddress;
import io.embedesk.testing.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SignedIdentityTest {
    private static final Secret OLD = Secret.of("0123456789abcdef0123456789abcdef");
    private static final Secret NEW = Secret.of("fedcba9876543210fedcba9876543210");
    private static final EmailAddress CARLA = EmailAddress.of("carla@customer.example");

    private final MovableClock clock = MovableClock.at("2026-03-01T12:00:00Z");
    private final SignedIdentity identity = SignedIdentity.of(Workspace.DEFAULT, OLD, clock);

    @Test
    void saysWhoTheCustomerIsForAWhile() {
        String token = identity.sign(CARLA, Duration.ofMinutes(5));
        assertThat(token).matches("[A-Za-z0-9._-]+");
        assertThat(identity.verify(token)).contains(Actor.customer(CARLA));
        clock.advance(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(identity.verify(token)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(identity.verify(token)).isEmpty();
    }

    /** A token of a fixed clock, key and address: worked out apart from the code, so that a change of the format is seen. */
    @Test
    void readsATokenThatWasWrittenBefore() {
        String token = "MTc3MjM2NjQwMCAxNzcyMzY2NzAwIGNhcmxhQGN1c3RvbWVyLmV4YW1wbGU" + ".a5589xbgak4cs3pksbyyfxyak4q";
        assertThat(identity.verify(token)).contains(Actor.customer(CARLA));
        assertThat(identity.sign(CARLA, Duration.ofMinutes(5))).isEqualTo(token);
    }

    @Test
    void acceptsNoTokenWithAnotherCharacterAnywhere() {
        String token = identity.sign(CARLA, Duration.ofMinutes(5));
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'x' ? 'y' : 'x';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(identity.verify(changed)).as(changed).isEmpty();
            assertThat(identity.verify(token.substring(0, i))).isEmpty();
        }
        assertThat(identity.verify("")).isEmpty();
        assertThat(identity.verify(".")).isEmpty();
    }

    @Test
    void acceptsNoTokenOfAnotherWorkspaceKeyOrTime() {
        String token = identity.sign(CARLA, Duration.ofMinutes(5));
        assertThat(SignedIdentity.of(new Workspace("other"), OLD, clock).verify(token))
                .isEmpty();
        assertThat(SignedIdentity.of(Workspace.DEFAULT, NEW, clock).verify(token))
                .isEmpty();
        assertThat(SignedIdentity.of(Workspace.DEFAULT, OLD, MovableClock.at("2026-03-01T11:58:59Z"))
                        .verify(token))
                .as("issued in the future")
                .isEmpty();
        assertThat(SignedIdentity.of(Workspace.DEFAULT, OLD, MovableClock.at("2026-03-01T11:59:00Z"))
                        .verify(token))
                .as("a clock that is a little slow")
                .isPresent();
    }

    @Test
    void acceptsWhatAnOlderKeySigned() {
        String token = identity.sign(CARLA, Duration.ofMinutes(5));
        SignedIdentity rotated = identity.rotatedTo('b', NEW);
        assertThat(rotated.verify(token)).isPresent();
        String fresh = rotated.sign(CARLA, Duration.ofMinutes(5));
        assertThat(rotated.verify(fresh)).isPresent();
        assertThat(identity.verify(fresh)).isEmpty();
    }

    @Test
    void isNeverGoodForLong() {
        assertThatThrownBy(() -> identity.sign(CARLA, SignedIdentity.LONGEST.plusSeconds(1)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> identity.sign(CARLA, Duration.ZERO)).isInstanceOf(InvalidInputException.class);
    }
}
