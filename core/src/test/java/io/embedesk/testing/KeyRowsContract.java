package io.embedesk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.spi.KeyedRow;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a store promises about rows by key. */
abstract class KeyRowsContract extends StorePartContract {
    private Optional<KeyedRow> found(String group, String key) {
        return second.read(tx -> tx.keys().find(group, key));
    }

    @Test
    void readsBackEveryFieldOfARow() {
        KeyedRow row = new KeyedRow("saved-reply", "k-1", "Grüße\n\tname", 1, NOON);
        KeyedRow bare = KeyedRow.of("link:x", "K-1", "");
        write(store, tx -> {
            tx.keys().insert(row);
            tx.keys().insert(bare);
        });
        assertThat(found("saved-reply", "k-1")).contains(row);
        assertThat(found("link:x", "K-1")).contains(bare);
        assertThat(found("link:x", "k-1")).isEmpty();
        assertThat(found("link", "K-1")).isEmpty();
    }

    @Test
    void addsAKeyOnce() throws Exception {
        List<Boolean> added = race(
                6,
                i -> (i % 2 == 0 ? store : second)
                        .<Boolean>join(tx -> tx.keys().insert(KeyedRow.of("g", "k", "of " + i))));
        assertThat(added).containsOnlyOnce(true);
        String value = found("g", "k").orElseThrow().value();
        assertThat(value).isEqualTo("of " + added.indexOf(true));
    }

    @Test
    void replacesOnlyTheRowThatTheCallerKnows() {
        KeyedRow first = KeyedRow.of("g", "k", "one");
        write(store, tx -> tx.keys().insert(first));
        KeyedRow next = first.with("two").until(NOON);
        assertThat(second.<Boolean>join(tx -> tx.keys().replace(next))).isTrue();
        assertThat(store.<Boolean>join(tx -> tx.keys().replace(first.with("three"))))
                .isFalse();
        assertThat(store.<Boolean>join(
                        tx -> tx.keys().replace(KeyedRow.of("g", "none", "x").with("y"))))
                .isFalse();
        assertThat(found("g", "k")).contains(next);
    }

    @Test
    void tellsOneOfManyThatItRemovedARow() throws Exception {
        write(store, tx -> tx.keys().insert(KeyedRow.of("g", "k", "")));
        List<Boolean> removed = race(
                6,
                i -> (i % 2 == 0 ? store : second).<Boolean>join(tx -> tx.keys().delete("g", "k")));
        assertThat(removed).containsOnlyOnce(true);
    }

    @Test
    void listsAGroupByKeyInPages() {
        for (String key : List.of("c", "a", "d", "b")) {
            write(store, tx -> tx.keys().insert(KeyedRow.of("g", key, "")));
        }
        write(store, tx -> tx.keys().insert(KeyedRow.of("other", "aa", "")));
        List<KeyedRow> first = second.read(tx -> tx.keys().list("g", null, 3));
        assertThat(first).extracting(KeyedRow::key).containsExactly("a", "b", "c");
        List<KeyedRow> rest = second.read(tx -> tx.keys().list("g", "c", 3));
        assertThat(rest).extracting(KeyedRow::key).containsExactly("d");
    }

    @Test
    void removesWhatHasExpiredAndNothingElse() {
        write(store, tx -> {
            tx.keys().insert(KeyedRow.of("g", "for-ever", ""));
            tx.keys().insert(KeyedRow.of("g", "now", "").until(NOON));
            tx.keys().insert(KeyedRow.of("g", "over-1", "").until(NOON.minusSeconds(1)));
            tx.keys().insert(KeyedRow.of("g", "over-2", "").until(NOON.minusSeconds(2)));
        });
        assertThat(second.<Integer>commit(tx -> tx.keys().deleteExpired(NOON, 1)))
                .isOne();
        assertThat(second.<Integer>commit(tx -> tx.keys().deleteExpired(NOON, 9)))
                .isOne();
        List<KeyedRow> left = store.read(tx -> tx.keys().list("g", null, 9));
        assertThat(left).extracting(KeyedRow::key).containsExactly("for-ever", "now");
    }
}
