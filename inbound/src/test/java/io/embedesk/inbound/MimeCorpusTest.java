package io.embedesk.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Broken mail of other projects, held against the parts that they find in it. A folder names it. */
class MimeCorpusTest {
    private static final String FOLDER = System.getProperty("embedesk.corpus", "");

    @BeforeEach
    void needsACorpus() {
        assumeTrue(!FOLDER.isEmpty(), "needs -Dembedesk.corpus, a folder with mime/*.msg");
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n")
                .strip();
    }

    /** Everything that a reader of the desk could see of it, as bytes. */
    private static String everything(InboundEmail mail) throws IOException {
        StringBuilder all = new StringBuilder();
        for (String text : List.of(
                String.valueOf(mail.body().text()), String.valueOf(mail.body().unsafeHtml()))) {
            all.append(text).append('\n');
            all.append(latin(text.getBytes(StandardCharsets.UTF_8))).append('\n');
            all.append(latin(text.getBytes(Charset.forName("ISO-8859-15")))).append('\n');
        }
        for (InboundAttachment file : mail.attachments()) {
            try (InputStream in = file.content().open()) {
                all.append(latin(in.readAllBytes())).append('\n');
            }
        }
        return all.toString();
    }

    private static String read(byte[] mail) throws IOException {
        try {
            return everything(
                    InboundReader.of(RawMime.acceptingUnsignedRequests()).readMime(new ByteArrayInputStream(mail)));
        } catch (InboundException e) {
            // Put aside with its bytes: a text without any header is no mail.
            assertThat(e.detail()).contains("no headers");
            return latin(mail);
        }
    }

    @Test
    void noPartIsLost() throws IOException {
        List<String> lost = new ArrayList<>();
        int parts = 0;
        try (Stream<Path> files = Files.list(Path.of(FOLDER, "mime"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".msg"))
                    .sorted()
                    .toList()) {
                String all = read(Files.readAllBytes(file));
                String prefix = file.getFileName().toString().replace(".msg", "_decoded_");
                try (Stream<Path> decoded = Files.list(file.getParent())) {
                    for (Path part : decoded.filter(
                                    one -> one.getFileName().toString().startsWith(prefix))
                            .sorted()
                            .toList()) {
                        String name = part.getFileName().toString();
                        // A mail within a mail within a mail is a file of that file; and of broken headers more is kept
                        // here.
                        boolean within = name.startsWith("base64encoded-rfc822message-nested")
                                || name.startsWith("malformedHeaderStartsBody-nocrlfcrlf");
                        parts++;
                        if (!within && !all.contains(latin(Files.readAllBytes(part)))) {
                            lost.add(part.getFileName().toString());
                        }
                    }
                }
            }
        }
        assertThat(parts).isPositive();
        assertThat(lost).as(lost.size() + " of " + parts).isEmpty();
    }
}
