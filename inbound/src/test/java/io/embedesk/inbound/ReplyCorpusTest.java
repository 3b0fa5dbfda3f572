package io.embedesk.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.embedesk.inbound.ReplyExtractor.EmbeddedMail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mail of other projects, held against what they say is new in it. Their files are not ours to ship: a folder names them. */
class ReplyCorpusTest {
    private static final String FOLDER = System.getProperty("embedesk.corpus", "");
    private static final int LEAST_EXACT = 58;

    private final Path texts = Path.of(FOLDER, "reply-text");

    @BeforeEach
    void needsACorpus() {
        assumeTrue(
                !FOLDER.isEmpty(), "needs -Dembedesk.corpus, a folder with reply-text/emails and reply-text/trimmed");
    }

    private static String words(String text) {
        return String.join(" ", text.strip().split("\\s+", -1));
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private List<String> differing(String folder, String oracle, UnaryOperator<String> extraction) throws IOException {
        List<String> differing = new ArrayList<>();
        try (Stream<Path> files = Files.list(texts.resolve(folder))) {
            for (Path file : files.sorted().toList()) {
                String expected = read(texts.resolve(oracle).resolve(file.getFileName()));
                String found = extraction.apply(read(file));
                if (!words(found).equals(words(expected))) {
                    differing.add(file.getFileName() + "\n" + found + "\n--- instead of\n" + expected);
                }
            }
        }
        return differing;
    }

    @Test
    void findsWhatIsNew() throws IOException {
        List<String> differing = differing(
                "emails", "trimmed", text -> ReplyExtractor.ofPlain(text).reply());
        // What is passed on is kept here, and a mail is never emptied.
        List<String> counted = differing.stream()
                .filter(one -> !one.startsWith("forwarded_") && !one.startsWith("spam_1"))
                .toList();
        assertThat(counted).as(String.join("\n=====\n", counted)).hasSizeLessThanOrEqualTo(60 - LEAST_EXACT);
    }

    @Test
    void emptiesNoMail() throws IOException {
        try (Stream<Path> files = Files.list(texts.resolve("emails"))) {
            for (Path file : files.toList()) {
                assertThat(ReplyExtractor.ofPlain(read(file)).reply())
                        .as(file.toString())
                        .isNotBlank();
            }
        }
    }

    @Test
    void findsWhatIsPassedOn() throws IOException {
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Files.list(texts.resolve("before"))) {
            for (Path file : files.sorted().toList()) {
                String mail = read(texts.resolve("emails").resolve(file.getFileName()));
                EmbeddedMail found = ReplyExtractor.embedded(mail).orElse(new EmbeddedMail(mail, ""));
                boolean before = words(found.before()).equals(words(read(file)));
                boolean embedded = words(found.mail())
                        .equals(words(read(texts.resolve("embedded").resolve(file.getFileName()))));
                if (!before || !embedded) {
                    wrong.add(file.getFileName() + " " + before + " " + embedded + "\n" + found);
                }
            }
        }
        assertThat(wrong).as(String.join("\n", wrong)).isEmpty();
    }
}
