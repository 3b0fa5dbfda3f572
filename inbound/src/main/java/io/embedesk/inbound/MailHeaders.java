package io.embedesk.inbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The header lines of a mail in their order, unfolded but not decoded. */
final class MailHeaders {
    private record Line(String name, String value) {}

    private final List<Line> lines = new ArrayList<>();

    void add(String name, String value) {
        lines.add(
                new Line(name.strip(), value.replace("\r", "").replace("\n", "").strip()));
    }

    void addBlock(String block) {
        StringBuilder line = new StringBuilder();
        for (String next : (block + "\n").split("\n", -1)) {
            boolean folded = next.startsWith(" ") || next.startsWith("\t");
            if (!folded) {
                addLine(line.toString());
                line.setLength(0);
            }
            line.append(next);
        }
        addLine(line.toString());
    }

    private void addLine(String line) {
        int colon = line.indexOf(':');
        if (colon > 0) {
            add(line.substring(0, colon), line.substring(colon + 1));
        }
    }

    List<String> all(String name) {
        return lines.stream()
                .filter(line -> line.name().equalsIgnoreCase(name))
                .map(Line::value)
                .toList();
    }

    Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** The value in lower case, empty when there is none. */
    String lower(String name) {
        return first(name).orElse("").toLowerCase(Locale.ROOT);
    }

    boolean has(String name) {
        return lines.stream().anyMatch(line -> line.name().equalsIgnoreCase(name));
    }

    /** Whether a header's name has a word, dashes aside. */
    boolean hasNameWith(String word) {
        return lines.stream()
                .anyMatch(line ->
                        line.name().replace("-", "").toLowerCase(Locale.ROOT).contains(word));
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    int size() {
        return lines.size();
    }
}
