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
        for (Line line : lines) {
            if (line.name().equalsIgnoreCase(name)) {
                return Optional.of(line.value());
            }
        }
        return Optional.empty();
    }

    /** The value in lower case, empty when there is none. */
    String lower(String name) {
        return first(name).orElse("").toLowerCase(Locale.ROOT);
    }

    boolean has(String name) {
        return first(name).isPresent();
    }

    /** Whether a header's name has one of these words, dashes aside. */
    boolean hasNameWith(List<String> words) {
        for (Line line : lines) {
            String bare = line.name().replace("-", "").toLowerCase(Locale.ROOT);
            if (words.stream().anyMatch(bare::contains)) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    int size() {
        return lines.size();
    }
}
