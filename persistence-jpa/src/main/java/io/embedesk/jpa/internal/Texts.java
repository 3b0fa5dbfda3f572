package io.embedesk.jpa.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as columns hold them. */
final class Texts {
    private static final String FIELD = "\t";
    private static final String ITEM = "\n";

    private Texts() {}

    static <A, B> @Nullable B value(@Nullable A from, Function<A, B> to) {
        return from == null ? null : to.apply(from);
    }

    /** Some databases cannot tell an empty text from none. */
    static String full(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** One item a line; no item has a line end. */
    static <T> String lines(Collection<T> items, Function<T, String> form) {
        return items.stream().map(form).collect(Collectors.joining(ITEM));
    }

    static <T> List<T> items(@Nullable String lines, Function<String, T> form) {
        return full(lines).isEmpty()
                ? List.of()
                : Arrays.stream(full(lines).split(ITEM)).map(form).toList();
    }

    /** Fields of an item; none has a tab. */
    static String fields(@Nullable String... fields) {
        return Arrays.stream(fields).map(Texts::full).collect(Collectors.joining(FIELD));
    }

    /** A pattern, escaped with an exclamation mark, for lines that have an item with this field and one after it. */
    static String withField(String field, boolean first) {
        String escaped = field.replace("!", "!!").replace("%", "!%").replace("_", "!_");
        return "%" + (first ? ITEM : FIELD) + escaped + FIELD + "%";
    }

    static @Nullable String field(String item, int index) {
        String[] fields = item.split(FIELD, -1);
        return fields[index].isEmpty() ? null : fields[index];
    }
}
