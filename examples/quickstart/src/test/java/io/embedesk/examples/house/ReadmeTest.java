package io.embedesk.examples.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Java code in a README is a region of a source file: {@code <!-- name -->} there, {@code // [name]} around it here. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern SNIPPET = Pattern.compile("(?s)(?:<!-- ([\\w-]+) -->\\s+)?```java\\n(.*?)```");
    private static final Pattern REGION = Pattern.compile("(?s)// \\[([\\w-]+)\\]\\n(.*?) *// \\[\\1\\]");

    @Test
    void javaInAReadmeIsCodeThatCompiles() throws IOException {
        Map<String, String> regions = new TreeMap<>();
        for (Path source : files("java")) {
            REGION.matcher(Files.readString(source))
                    .results()
                    .forEach(region -> regions.put(
                            region.group(1), region.group(2).stripTrailing().stripIndent() + "\n"));
        }
        int snippets = 0;
        for (Path readme : files("md")) {
            for (MatchResult snippet :
                    SNIPPET.matcher(Files.readString(readme)).results().toList()) {
                assertThat(snippet.group(1))
                        .as("the name above a snippet of %s:%n%s", readme, snippet.group(2))
                        .isNotNull();
                assertThat(snippet.group(2))
                        .as("the snippet %s of %s", snippet.group(1), readme)
                        .isEqualTo(regions.get(snippet.group(1)));
                snippets++;
            }
        }
        assertThat(snippets).isGreaterThanOrEqualTo(3);
    }

    private static List<Path> files(String extension) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(file -> file.toString().endsWith("." + extension))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        }
    }
}
