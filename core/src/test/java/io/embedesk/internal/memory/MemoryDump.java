package io.embedesk.internal.memory;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every text and byte that can be reached from an object: what would be in a dump of the database. */
final class MemoryDump {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final StringBuilder out = new StringBuilder();

    private MemoryDump() {}

    static String of(Object root) throws IllegalAccessException {
        MemoryDump dump = new MemoryDump();
        dump.visit(root);
        return dump.out.toString();
    }

    private void visit(@Nullable Object value) throws IllegalAccessException {
        if (value == null || value instanceof Enum || !seen.add(value)) {
            return;
        }
        if (value instanceof CharSequence text) {
            out.append(text).append('\n');
        } else if (value instanceof byte[] bytes) {
            out.append(new String(bytes, ISO_8859_1)).append('\n');
        } else if (value instanceof Map<?, ?> map) {
            visitAll(map.keySet());
            visitAll(map.values());
        } else if (value instanceof Collection<?> items) {
            visitAll(items);
        } else if (value.getClass().getName().startsWith("io.embedesk")) {
            for (Field field : value.getClass().getDeclaredFields()) {
                visitField(value, field);
            }
        }
    }

    private void visitAll(Collection<?> items) throws IllegalAccessException {
        for (Object item : Arrays.asList(items.toArray())) {
            visit(item);
        }
    }

    private void visitField(Object owner, Field field) throws IllegalAccessException {
        if (!Modifier.isStatic(field.getModifiers())) {
            field.setAccessible(true);
            visit(field.get(owner));
        }
    }
}
