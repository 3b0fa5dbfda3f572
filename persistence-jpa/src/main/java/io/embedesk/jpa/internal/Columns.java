package io.embedesk.jpa.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Table;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Rows as columns, by their annotations: what is written is written by statements of ours, and read through the provider. */
final class Columns {
    private static final ClassValue<Columns> KNOWN = new ClassValue<>() {
        @Override
        protected Columns computeValue(Class<?> type) {
            return new Columns(type);
        }
    };

    private final String table;
    private final List<Field> fields;

    private Columns(Class<?> row) {
        this.table = row.getAnnotation(Table.class).name();
        this.fields = Arrays.stream(row.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Column.class))
                .toList();
    }

    static String table(Rows.Row row) {
        return KNOWN.get(row.getClass()).table;
    }

    /** What a row has; columns without a value are not named. */
    static Map<String, Object> of(Rows.Row row) {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (Field field : KNOWN.get(row.getClass()).fields) {
            value(field, row).ifPresent(value -> columns.put(name(field), value));
        }
        return columns;
    }

    /** What one row has otherwise than another. */
    static Map<String, Optional<Object>> difference(Rows.Row known, Rows.Row next) {
        Map<String, Optional<Object>> changed = new LinkedHashMap<>();
        for (Field field : KNOWN.get(next.getClass()).fields) {
            Optional<Object> value = value(field, next);
            if (!Objects.equals(value(field, known), value)) {
                changed.put(name(field), value);
            }
        }
        return changed;
    }

    private static String name(Field field) {
        return field.getAnnotation(Column.class).name();
    }

    private static Optional<Object> value(Field field, Rows.Row row) {
        try {
            Object value = field.get(row);
            return Optional.ofNullable(value instanceof Enum<?> word ? word.name() : value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
