package io.embedesk.internal;

import io.embedesk.TicketId;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.MessageId;
import io.embedesk.email.ReplyAddress;
import io.embedesk.email.ReplyTokens;
import io.embedesk.intake.Clues;
import io.embedesk.intake.Match;
import io.embedesk.intake.Match.Strategy;
import io.embedesk.intake.Match.Strength;
import io.embedesk.spi.MailReference;
import io.embedesk.spi.TicketTransaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The four strategies, in their order: reply address, In-Reply-To as thread id, In-Reply-To as a mail of the thread,
 * References from the nearest ancestor on. One look-up serves the last three.
 */
final class TicketMatcher {
    /** A hostile mail may name thousands; nobody needs more than a few of each. */
    private static final int MAX_IDS = 100;

    private final @Nullable ReplyTokens tokens;

    TicketMatcher(@Nullable ReplyTokens tokens) {
        this.tokens = tokens;
    }

    List<Match> match(TicketTransaction tx, Clues clues) {
        List<Match> byId = byMessageIds(tx, clues);
        Map<TicketId, ReplyAddress> addressed = addressed(clues);
        List<Match> found = new ArrayList<>();
        for (ReplyAddress address : addressed.values()) {
            if (tx.tickets().find(address.ticket()).isPresent()) {
                found.add(byAddress(address, byId));
            }
        }
        return found.isEmpty() ? byId.stream().limit(1).toList() : found;
    }

    /** A bare address proves nothing, but the same mail may also answer a Message-ID that only a reader of the ticket knows. */
    private static Match byAddress(ReplyAddress address, List<Match> byId) {
        Optional<Match> same =
                byId.stream().filter(m -> m.ticket().equals(address.ticket())).findFirst();
        boolean proven = address.proven()
                || same.filter(m -> m.strength() == Strength.PROVEN).isPresent();
        return new Match(
                address.ticket(),
                same.flatMap(Match::answeredEntry).orElse(null),
                Strategy.REPLY_ADDRESS,
                proven ? Strength.PROVEN : Strength.CLAIMED);
    }

    private Map<TicketId, ReplyAddress> addressed(Clues clues) {
        Map<TicketId, ReplyAddress> envelope = addressed(clues.envelopeTo());
        return envelope.isEmpty() ? addressed(clues.headerTo()) : envelope;
    }

    private Map<TicketId, ReplyAddress> addressed(List<EmailAddress> recipients) {
        Map<TicketId, ReplyAddress> found = new LinkedHashMap<>();
        if (tokens == null) {
            return found;
        }
        for (EmailAddress recipient : recipients) {
            tokens.read(recipient)
                    .ifPresent(address ->
                            found.merge(address.ticket(), address, (first, second) -> first.proven() ? first : second));
        }
        return found;
    }

    private static List<Match> byMessageIds(TicketTransaction tx, Clues clues) {
        List<MessageId> nearestFirst = new ArrayList<>(clues.references());
        Collections.reverse(nearestFirst);
        Set<MessageId> ids = new LinkedHashSet<>();
        Stream.concat(clues.inReplyTo().stream(), nearestFirst.stream())
                .limit(MAX_IDS)
                .forEach(ids::add);
        if (ids.isEmpty()) {
            return List.of();
        }
        List<MailReference> known = tx.entries().known(ids);
        return Stream.of(
                        hits(clues.inReplyTo(), known, mail -> mail.entry() == null, Strategy.THREAD_ID),
                        hits(clues.inReplyTo(), known, mail -> mail.entry() != null, Strategy.IN_REPLY_TO),
                        hits(nearestFirst, known, mail -> true, Strategy.REFERENCES))
                .flatMap(Collection::stream)
                .toList();
    }

    private static List<Match> hits(
            List<MessageId> ids, List<MailReference> known, Predicate<MailReference> wanted, Strategy strategy) {
        List<Match> hits = new ArrayList<>();
        for (MessageId id : ids) {
            for (MailReference mail : known) {
                if (mail.messageId().equals(id) && wanted.test(mail)) {
                    hits.add(new Match(
                            mail.ticket(), mail.entry(), strategy, mail.minted() ? Strength.PROVEN : Strength.CLAIMED));
                }
            }
        }
        return hits;
    }
}
