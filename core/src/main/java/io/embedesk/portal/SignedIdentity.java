package io.embedesk.portal;

import io.embedesk.Actor;
import io.embedesk.ConfigurationException;
import io.embedesk.InvalidInputException;
import io.embedesk.Secret;
import io.embedesk.Workspace;
import io.embedesk.email.EmailAddress;
import io.embedesk.internal.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Tokens by which one part of a host, where the customer has logged in, tells another, which shows the portal, who the
 * customer is. A token is good for this purpose and this workspace alone, and at most for 15 minutes. Safe for concurrent
 * use.
 */
public final class SignedIdentity {
    /** How long a token may be good. */
    public static final Duration LONGEST = Duration.ofMinutes(15);

    private static final String PURPOSE = "portal-identity";
    /** How far the clocks of the two parts may differ. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final SigningKeys keys;
    private final Clock clock;

    private SignedIdentity(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The tokens of a workspace under one key.
     *
     * @param workspace whose customers
     * @param secret at least 16 bytes; whoever has it can be any customer
     * @param clock for issuing and expiry
     * @return the tokens
     * @throws ConfigurationException if the secret is too short
     */
    public static SignedIdentity of(Workspace workspace, Secret secret, Clock clock) {
        return new SignedIdentity(SigningKeys.of(workspace, secret), clock);
    }

    /**
     * The same tokens under a new key; what was signed with the old one is still accepted.
     *
     * @param keyId a letter or digit that no earlier key has
     * @param secret the new secret
     * @return tokens that sign with the new key
     */
    public SignedIdentity rotatedTo(char keyId, Secret secret) {
        return new SignedIdentity(keys.rotatedTo(keyId, secret), clock);
    }

    /**
     * Signs that somebody has logged in.
     *
     * @param customer the verified address
     * @param goodFor at most {@link #LONGEST}
     * @return a token of letters, digits, dots, dashes and underscores
     * @throws InvalidInputException if it should be good for too long, or not at all
     */
    public String sign(EmailAddress customer, Duration goodFor) {
        if (goodFor.isNegative() || goodFor.isZero() || goodFor.compareTo(LONGEST) > 0) {
            throw new InvalidInputException("goodFor", goodFor + " must be more than 0 and at most " + LONGEST);
        }
        long now = clock.instant().getEpochSecond();
        String claim = now + " " + (now + goodFor.toSeconds()) + " " + customer.value();
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(claim.getBytes(StandardCharsets.UTF_8));
        return encoded + "." + keys.sign(PURPOSE, encoded);
    }

    /**
     * Reads a token that came from outside.
     *
     * @param token anything
     * @return the customer, if the token is ours, and good now
     */
    public Optional<Actor.Customer> verify(String token) {
        int dot = token.indexOf('.');
        if (dot < 0 || !keys.verify(token.substring(dot + 1), PURPOSE, token.substring(0, dot))) {
            return Optional.empty();
        }
        // Signed by us, so it reads as it was written.
        byte[] claim = Base64.getUrlDecoder().decode(token.substring(0, dot));
        String[] parts = new String(claim, StandardCharsets.UTF_8).split(" ", 3);
        Instant issued = Instant.ofEpochSecond(Long.parseLong(parts[0]));
        Instant expires = Instant.ofEpochSecond(Long.parseLong(parts[1]));
        Instant now = clock.instant();
        boolean good = !issued.isAfter(now.plus(SKEW)) && now.isBefore(expires);
        return good ? Optional.of(Actor.customer(EmailAddress.of(parts[2]))) : Optional.empty();
    }
}
