package io.embedesk.examples.helpdesk;

import io.embedesk.intake.AgentPresence;
import io.embedesk.spi.KeyedRow;
import io.embedesk.spi.KeyedRows;
import io.embedesk.spi.TicketStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Who is there: an agent whose browser has asked for news within the last half minute, and which page it shows. It stands in the desk's
 * store, so that every instance knows it of all.
 */
@Component
public class Presence implements AgentPresence {
    private static final String GROUP = "helpdesk.presence";
    private static final Duration THERE = Duration.ofSeconds(30);
    private static final int MOST = 1_000;
    private static final int LONGEST_PAGE = 100;
    private final TicketStore store;
    private final Clock clock;

    /**
     * An agent in front of a page.
     *
     * @param agent who
     * @param page its path
     */
    public record Seat(String agent, String page) {
        private String key() {
            return agent + " " + page.substring(0, Math.min(page.length(), LONGEST_PAGE));
        }

        private static Seat of(String key) {
            int end = key.indexOf(' ');
            return new Seat(key.substring(0, end), key.substring(end + 1));
        }
    }

    Presence(TicketStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    void isThere(String agent, String page) {
        Instant now = clock.instant();
        KeyedRow row = KeyedRow.of(GROUP, new Seat(agent, page).key(), "").until(now.plus(THERE));
        store.commit(tx -> {
            KeyedRows keys = tx.keys();
            Optional<KeyedRow> known = keys.find(GROUP, row.key());
            return known.isEmpty()
                    ? keys.insert(row)
                    : keys.replace(known.get().with("").until(now.plus(THERE)));
        });
    }

    void left(String agent, String page) {
        store.commit(tx -> tx.keys().delete(GROUP, new Seat(agent, page).key()));
    }

    /** {@return everybody who is there, once for each page} */
    List<Seat> all() {
        Instant now = clock.instant();
        return store.<List<KeyedRow>>read(tx -> tx.keys().list(GROUP, null, MOST)).stream()
                .filter(row -> row.expiresAt() != null && row.expiresAt().isAfter(now))
                .map(row -> Seat.of(row.key()))
                .toList();
    }

    @Override
    public boolean anybodyOnline() {
        return !all().isEmpty();
    }

    /** {@return who else looks at a page} */
    static List<String> othersAt(List<Seat> seats, String page, String agent) {
        return seats.stream()
                .filter(seat -> seat.page().equals(page) && !seat.agent().equals(agent))
                .map(Seat::agent)
                .sorted()
                .distinct()
                .toList();
    }
}
