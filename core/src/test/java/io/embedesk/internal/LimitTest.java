package io.embedesk.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.spi.TicketStore;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LimitTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final TicketStore store = TicketStore.inMemory();
    private final Limit limit = new Limit("test", 2, Duration.ofHours(1));

    private boolean take(Limit of, String subject, Instant now) {
        return store.commit(tx -> of.take(tx, subject, now));
    }

    @Test
    void permitsTheMostAndNoMoreUntilTheWindowEnds() {
        assertThat(take(limit, "a", NOON)).isTrue();
        assertThat(take(limit, "a", NOON.plusSeconds(10))).isTrue();
        assertThat(take(limit, "a", NOON.plusSeconds(3599))).isFalse();
        assertThat(take(limit, "a", NOON.plusSeconds(3600))).isTrue();
    }

    @Test
    void countsEachSubjectAndEachPurposeForItself() {
        take(limit, "a", NOON);
        take(limit, "a", NOON);
        assertThat(take(limit, "b", NOON)).isTrue();
        assertThat(take(new Limit("other", 2, Duration.ofHours(1)), "a", NOON)).isTrue();
        assertThat(take(new Limit("test", 2, Duration.ofDays(1)), "a", NOON)).isTrue();
    }

    @Test
    void permitsNothingWhenTheMostIsNone() {
        assertThat(take(new Limit("test", 0, Duration.ofHours(1)), "a", NOON)).isFalse();
    }

    @Test
    void keepsNoSubjectInTheClear() {
        take(limit, "customer@example.org", NOON);
        assertThat(store.<String>read(
                        tx -> tx.keys().list("limit:test", null, 10).get(0).key()))
                .doesNotContain("customer");
    }
}
