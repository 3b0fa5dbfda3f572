package io.embedesk.examples.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each code that an exception has is explained, at a place that can be linked to. */
class ErrorCodesTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern IN_CODE = Pattern.compile("\"(EMB-\\d{4})\"");
    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| <a id=\"(emb-\\d{4})\"></a>(EMB-\\d{4}) \\| `(\\w+)`[^|]*\\| [^|]+ \\| [^|]+ \\|$");

    @Test
    void areExplainedWithARemedyAndAnAnchor() throws IOException {
        Map<String, String> thrown = new TreeMap<>();
        for (String module : List.of("core", "mail", "inbound", "persistence-jpa")) {
            try (Stream<Path> sources = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path source : sources.filter(file -> file.toString().endsWith(".java"))
                        .toList()) {
                    String name = source.getFileName().toString().replace(".java", "");
                    IN_CODE.matcher(Files.readString(source))
                            .results()
                            .forEach(code -> thrown.put(code.group(1), name));
                }
            }
        }
        Map<String, String> explained = new TreeMap<>();
        ROW.matcher(Files.readString(ROOT.resolve("core/README.md"))).results().forEach(row -> {
            assertThat(row.group(1)).isEqualToIgnoringCase(row.group(2));
            explained.put(row.group(2), row.group(3));
        });
        assertThat(explained).isEqualTo(thrown).hasSizeGreaterThan(9);
    }
}
