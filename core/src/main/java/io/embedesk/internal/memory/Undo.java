package io.embedesk.internal.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a running transaction has done: every change goes through here and leaves its opposite behind. */
final class Undo {
    private final Deque<Runnable> opposites = new ArrayDeque<>();
    private final List<Runnable> afterCommit = new ArrayList<>();

    <K, V> void put(Map<K, V> map, K key, V value) {
        V before = map.put(key, value);
        opposites.push(() -> restore(map, key, before));
    }

    <K, V> @Nullable V remove(Map<K, V> map, K key) {
        V before = map.remove(key);
        if (before != null) {
            opposites.push(() -> map.put(key, Objects.requireNonNull(before)));
        }
        return before;
    }

    <T> void add(List<T> list, T value) {
        list.add(value);
        opposites.push(() -> list.remove(list.size() - 1));
    }

    <T> void removeFrom(List<T> list, Collection<T> values) {
        List<T> before = List.copyOf(list);
        if (list.removeAll(values)) {
            opposites.push(() -> {
                list.clear();
                list.addAll(before);
            });
        }
    }

    void did(Runnable opposite) {
        opposites.push(opposite);
    }

    private static <K, V> void restore(Map<K, V> map, K key, @Nullable V before) {
        if (before == null) {
            map.remove(key);
        } else {
            map.put(key, before);
        }
    }

    void all() {
        while (!opposites.isEmpty()) {
            opposites.pop().run();
        }
    }

    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    List<Runnable> afterCommit() {
        return afterCommit;
    }
}
