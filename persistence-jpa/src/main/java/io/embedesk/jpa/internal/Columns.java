package io.embedesk.jpa.internal;

import jakarta.persistence.Column;
import jakarta.persistence.Table;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A kind of row as columns, by its annotations: rows are written by statements of ours, and read through the provider. */
final class Columns {
    private static final ClassValue<Columns> KNOWN = new ClassValue<>() {
        @Override
        protected Columns computeValue(Class<?> type) {
            return new Columns(type);
        }
    };

    private record One(String name, Field field) {
        @Nullable
        Object of(Rows.Row row) {
            try {
                Object value = field.get(row);
                return value instanceof Enum<?> word ? word.name() : value;
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final String table;
    private final List<One> columns;
    /** By which columns have a value. */
    private final Map<BitSet, String> inserts = new ConcurrentHashMap<>();

    private Columns(Class<?> row) {
        this.table = row.getAnnotation(Table.class).name();
        this.columns = Arrays.stream(row.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Column.class))
                .map(field -> new One(field.getAnnotation(Column.class).name(), field))
                .toList();
    }

    static Columns of(Rows.Row row) {
        return KNOWN.get(row.getClass());
    }

    String table() {
        return table;
    }

    /** A statement whose places are the {@link #values}; columns without a value are not named. */
    String insert(Rows.Row row) {
        BitSet present = new BitSet();
        for (int i = 0; i < columns.size(); i++) {
            present.set(i, columns.get(i).of(row) != null);
        }
        return inserts.computeIfAbsent(present, this::insert);
    }

    private String insert(BitSet present) {
        String names = present.stream().mapToObj(i -> columns.get(i).name()).collect(Collectors.joining(", "));
        return "insert into " + table + " (" + names + ") values (" + Rows.places(1, present.cardinality()) + ")";
    }

    Object[] values(Rows.Row row) {
        return columns.stream().map(one -> one.of(row)).filter(Objects::nonNull).toArray();
    }

    /** What one row has otherwise than another. */
    Map<String, Optional<Object>> difference(Rows.Row known, Rows.Row next) {
        Map<String, Optional<Object>> changed = new LinkedHashMap<>();
        for (One one : columns) {
            Object value = one.of(next);
            if (!Objects.equals(one.of(known), value)) {
                changed.put(one.name(), Optional.ofNullable(value));
            }
        }
        return changed;
    }
}
