package io.embedesk.email;

import io.embedesk.ConfigurationException;
import io.embedesk.EntryId;
import io.embedesk.Secret;
import io.embedesk.TicketId;
import io.embedesk.Workspace;
import io.embedesk.internal.SigningKeys;
import io.embedesk.internal.Texts;
import java.util.Optional;

/**
 * Mints and verifies every token that leaves the desk in a mail and comes back: reply addresses and loop markers. A token
 * is one character of key id and 128 bits of HMAC-SHA-256 over its purpose, the workspace and what it stands for, so that
 * none can be used for another ticket, another workspace or another purpose. Safe for concurrent use.
 */
public final class ReplyTokens {
    private static final String PREFIX = "ticket+";
    private static final int ID_LENGTH = 26;
    private static final String ADDRESS = "reply-address";
    private static final String LOOP = "loop";

    private final SigningKeys keys;

    private ReplyTokens(SigningKeys keys) {
        this.keys = keys;
    }

    /**
     * The tokens of a workspace under one key.
     *
     * @param workspace whose tokens
     * @param secret at least 16 bytes; whoever has it can write into every ticket
     * @return the tokens
     * @throws ConfigurationException if the secret is too short
     */
    public static ReplyTokens of(Workspace workspace, Secret secret) {
        return new ReplyTokens(SigningKeys.of(workspace, secret));
    }

    /**
     * The same tokens under a new key; what was signed with the old one is still accepted.
     *
     * @param keyId a letter or digit that no earlier key has
     * @param secret the new secret
     * @return tokens that sign with the new key
     */
    public ReplyTokens rotatedTo(char keyId, Secret secret) {
        return new ReplyTokens(keys.rotatedTo(keyId, secret));
    }

    /**
     * The signed address that a customer's answer comes back to.
     *
     * @param ticket the ticket
     * @param domain the domain whose mail reaches the desk
     * @return {@code ticket+{id}.{mac}@domain}; its local part has 61 characters
     */
    public EmailAddress address(TicketId ticket, String domain) {
        return new EmailAddress(PREFIX + ticket + "." + keys.sign(ADDRESS, ticket.value()) + "@" + domain);
    }

    /**
     * Reads an address that a mail came to, in any case.
     *
     * @param address any address
     * @return the ticket it names and whether it proves anything; empty when it is not a reply address
     */
    public Optional<ReplyAddress> read(EmailAddress address) {
        String local = Texts.asciiLower(address.local());
        if (!local.startsWith(PREFIX) || local.length() < PREFIX.length() + ID_LENGTH) {
            return Optional.empty();
        }
        int idEnd = PREFIX.length() + ID_LENGTH;
        String rest = local.substring(idEnd);
        if (!rest.isEmpty() && rest.charAt(0) != '.') {
            return Optional.empty();
        }
        return TicketId.parse(local.substring(PREFIX.length(), idEnd))
                .map(id ->
                        new ReplyAddress(id, !rest.isEmpty() && keys.verify(rest.substring(1), ADDRESS, id.value())));
    }

    /**
     * Marks a mail as the desk's own, so that it is known again when it comes back.
     *
     * @param entry the reply that is mailed
     * @return the value of the {@code X-Embedesk-Loop} header
     */
    public String loopMarker(EntryId entry) {
        return entry + "." + keys.sign(LOOP, entry.value());
    }

    /**
     * Whether a mail carries this desk's marker.
     *
     * @param marker the value of a {@code X-Embedesk-Loop} header, as it came
     * @return whether this workspace minted it
     */
    public boolean isOwnMarker(String marker) {
        String text = marker.strip();
        return text.length() == ID_LENGTH + 1 + SigningKeys.TOKEN_LENGTH
                && text.charAt(ID_LENGTH) == '.'
                && keys.verify(text.substring(ID_LENGTH + 1), LOOP, text.substring(0, ID_LENGTH));
    }
}
