package io.embedesk.jpa.internal;

import io.embedesk.spi.KeyedRow;
import io.embedesk.spi.KeyedRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The small keyed table. */
record JpaKeys(Rows rows, Uniques uniques) implements KeyedRows {
    @Override
    public Optional<KeyedRow> find(String group, String key) {
        String jpql = "select k from EmbedeskKey k where k.workspace = :workspace and k.id = :id";
        return rows.first(KeyRow.class, jpql, Map.of("id", id(group, key))).map(KeyRow::row);
    }

    private String id(String group, String key) {
        return KeyRow.id(rows.workspace().id(), group, key);
    }

    @Override
    public boolean insert(KeyedRow row) {
        KeyRow made = KeyRow.of(rows.workspace().id(), row);
        return uniques.insert(
                made, purpose(row.group()), () -> find(row.group(), row.key()).isPresent());
    }

    private static String purpose(String group) {
        int colon = group.indexOf(':');
        return "key-" + (colon < 0 ? group : group.substring(0, colon));
    }

    @Override
    public boolean replace(KeyedRow next) {
        List<Object> values = new ArrayList<>(
                List.of(id(next.group(), next.key()), next.value(), next.version(), next.version() - 1));
        if (next.expiresAt() != null) {
            values.add(next.expiresAt());
        }
        String expiry = next.expiresAt() == null ? "null" : "?5";
        return rows.run(
                        "update embedesk_key set key_value = ?2, row_version = ?3, expires_at = " + expiry
                                + " where key_id = ?1 and row_version = ?4",
                        values.toArray())
                == 1;
    }

    @Override
    public boolean delete(String group, String key) {
        return rows.run("delete from embedesk_key where key_id = ?1", id(group, key)) == 1;
    }

    @Override
    public List<KeyedRow> list(String group, @Nullable String after, int limit) {
        String jpql = """
                select k from EmbedeskKey k
                where k.workspace = :workspace and k.group = :group and k.name > :after order by k.name
                """;
        Map<String, Object> values = Map.of("group", group, "after", after == null ? "" : after);
        return rows.list(KeyRow.class, jpql, values, limit).stream()
                .map(KeyRow::row)
                .toList();
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        String jpql = "select k.id from EmbedeskKey k where k.workspace = :workspace and k.expiresAt < :now";
        List<String> over = rows.list(String.class, jpql, Map.of("now", now), limit);
        return over.isEmpty()
                ? 0
                : rows.run(
                        "delete from embedesk_key where key_id in (" + Rows.places(1, over.size()) + ")",
                        over.toArray());
    }
}
