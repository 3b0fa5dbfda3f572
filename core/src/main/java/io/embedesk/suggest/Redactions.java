package io.embedesk.suggest;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was hidden from a model in one request, and the token that stands for it. */
public final class Redactions {
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    Redactions() {}

    /**
     * Hides a value.
     *
     * @param kind capital letters, such as {@code EMAIL}
     * @param value what is hidden
     * @return what stands for it, such as {@code [EMAIL_1]}
     */
    public String hide(String kind, String value) {
        return tokens.computeIfAbsent(value, v -> {
            String token = "[" + kind + "_" + counts.merge(kind, 1, Integer::sum) + "]";
            values.put(token, v);
            return token;
        });
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    Optional<String> value(String token) {
        return Optional.ofNullable(values.get(token));
    }
}
