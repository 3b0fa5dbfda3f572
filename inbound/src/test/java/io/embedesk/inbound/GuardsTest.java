package io.embedesk.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of what each test of {@link OtherDesksTest} holds in place fits the sources; whether they fail without it, {@code .ci/Guards.java} tries. */
class GuardsTest {
    private static final Path ROOT = Path.of("..");
    /** Theirs is in the parsers. */
    private static final Set<String> NOT_OURS =
            Set.of("jsoupCve2021x37714_brokenHtmlEnds", "mime4j2008_aBoundaryOf7000CharactersEnds");

    private static List<String> list() throws IOException {
        return Files.readAllLines(ROOT.resolve(".ci/guards.txt"));
    }

    @Test
    void everyGuardIsWhereTheListSays() throws IOException {
        String source = "";
        int guards = 0;
        for (String line : list()) {
            if (line.startsWith("in ")) {
                source = Files.readString(ROOT.resolve(line.substring(3)));
            } else if (line.startsWith("- ")) {
                assertThat(source).contains(line.substring(2));
                guards++;
            }
        }
        assertThat(guards).isGreaterThan(30);
    }

    @Test
    void everyTestHasItsGuard() throws IOException {
        Set<String> guarded = list().stream()
                .filter(line -> line.startsWith("test "))
                .map(line -> line.substring(5))
                .collect(Collectors.toSet());
        assertThat(Arrays.stream(OtherDesksTest.class.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(Test.class))
                        .map(Method::getName)
                        .filter(name -> !NOT_OURS.contains(name)))
                .containsExactlyInAnyOrderElementsOf(guarded);
    }
}
