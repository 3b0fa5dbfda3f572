package io.embedesk.internal.memory;

import io.embedesk.spi.KeyedRow;
import io.embedesk.spi.KeyedRows;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

record MemoryKeys(MemoryTables tables, Undo undo) implements KeyedRows {
    private NavigableMap<String, KeyedRow> group(String name) {
        return tables.keys.getOrDefault(name, Collections.emptyNavigableMap());
    }

    @Override
    public Optional<KeyedRow> find(String group, String key) {
        return Optional.ofNullable(group(group).get(key));
    }

    @Override
    public boolean insert(KeyedRow row) {
        if (find(row.group(), row.key()).isPresent()) {
            return false;
        }
        undo.put(tables.keys.computeIfAbsent(row.group(), g -> new TreeMap<>()), row.key(), row);
        return true;
    }

    @Override
    public boolean replace(KeyedRow next) {
        boolean known = find(next.group(), next.key())
                .filter(row -> row.version() == next.version() - 1)
                .isPresent();
        if (known) {
            undo.put(group(next.group()), next.key(), next);
        }
        return known;
    }

    @Override
    public boolean delete(String group, String key) {
        return find(group, key).isPresent() && undo.remove(group(group), key) != null;
    }

    @Override
    public List<KeyedRow> list(String group, @Nullable String after, int limit) {
        NavigableMap<String, KeyedRow> rows = group(group);
        return (after == null ? rows : rows.tailMap(after, false))
                .values().stream().limit(limit).toList();
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        List<KeyedRow> over = tables.keys.values().stream()
                .flatMap(group -> group.values().stream())
                .filter(row -> row.expiresAt() != null && row.expiresAt().isBefore(now))
                .limit(limit)
                .toList();
        over.forEach(row -> delete(row.group(), row.key()));
        return over.size();
    }
}
