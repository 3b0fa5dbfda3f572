package io.embedesk.internal;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.Mailbox;
import io.embedesk.portal.LinkWords;
import io.embedesk.portal.MagicLinks;
import io.embedesk.spi.KeyedRow;
import io.embedesk.spi.TicketTransaction;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Magic links as keyed rows: from the hash of a token to the address, and from the hash of the address to that of its token. */
public final class LinkMailing {
    private static final String TOKENS = "magic-link";
    private static final String LATEST = "magic-link-of";
    private static final int TOKEN_BITS = 256;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Limit PER_ADDRESS = new Limit("link-to", MagicLinks.MOST_PER_ADDRESS, HOUR);
    private static final Limit PER_SOURCE = new Limit("link-from", MagicLinks.MOST_PER_SOURCE, HOUR);

    private final DeskParts parts;
    private final Function<String, URI> page;
    private final LinkWords words;
    private final AutomaticMails mails;

    private LinkMailing(DeskParts parts, Function<String, URI> page, LinkWords words) {
        this.parts = parts;
        this.page = page;
        this.words = words;
        this.mails = new AutomaticMails(parts);
    }

    public static LinkMailing of(Desk desk, Function<String, URI> page, LinkWords words) {
        return new LinkMailing(StoreDesk.of(desk).parts(), page, words);
    }

    public LinkMailing words(LinkWords others) {
        return new LinkMailing(parts, page, others);
    }

    public void request(EmailAddress address, String source) {
        Instant now = parts.now();
        parts.store().join(tx -> {
            boolean allowed = PER_SOURCE.take(tx, source, now) && PER_ADDRESS.take(tx, key(address), now);
            if (allowed) {
                mail(tx, address, now);
            }
            return allowed;
        });
    }

    private void mail(TicketTransaction tx, EmailAddress address, Instant now) {
        String token = Crockford.random(TOKEN_BITS);
        boolean queued =
                mails.queue(tx, new AutomaticMail(Mailbox.of(address), words.of(page.apply(token)), null, null));
        if (!queued) {
            return;
        }
        forget(tx, address);
        Instant until = now.plus(MagicLinks.GOOD_FOR);
        String hash = Hashes.hex(token);
        tx.keys().insert(KeyedRow.of(TOKENS, hash, address.value()).until(until));
        tx.keys().insert(KeyedRow.of(LATEST, key(address), hash).until(until));
    }

    /** Ends the link that an address has, if it has one. */
    static void forget(TicketTransaction tx, EmailAddress address) {
        tx.keys().find(LATEST, key(address)).ifPresent(latest -> {
            tx.keys().delete(TOKENS, latest.value());
            tx.keys().delete(LATEST, latest.key());
        });
    }

    private static String key(EmailAddress address) {
        return Hashes.hex("address", address.value().toLowerCase(Locale.ROOT));
    }

    /** Of two that use a link at once, one is told that it removed the row. */
    public Optional<Actor.Customer> consume(String token) {
        parts.requireOutsideTransaction("MagicLinks.consume");
        Instant now = parts.now();
        String hash = Hashes.hex(token);
        return parts.store()
                .<Optional<KeyedRow>>commit(tx -> tx.keys()
                        .find(TOKENS, hash)
                        .filter(row ->
                                row.expiresAt() == null || row.expiresAt().isAfter(now))
                        .filter(row -> tx.keys().delete(TOKENS, hash)))
                .map(row -> Actor.customer(EmailAddress.of(row.value())));
    }
}
