package io.embedesk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {
    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "C:\\fakepath\\report.pdf, report.pdf",
        "\u200b.htaccess, htaccess",
        "invoice\u202egpj.exe, invoicegpj.exe",
        "NUL, attachment",
        "com1.txt, attachment",
        "..., attachment",
        "'', attachment",
        "stream.txt::$DATA, stream.txt$DATA",
        "re\u0301sum\u00e9.doc, r\u00e9sum\u00e9.doc",
        "写真.png, 写真.png",
        "name.  , name"
    })
    void becomesHarmless(String raw, String clean) {
        FileName name = FileName.of(raw);
        assertThat(name).hasToString(clean);
        assertThat(FileName.of(name.value())).isEqualTo(name);
    }

    @Test
    void losesControlCharacters() {
        assertThat(FileName.of("a\0b.png")).hasToString("ab.png");
        assertThat(FileName.of("line\r\nbreak.txt")).hasToString("linebreak.txt");
    }

    @Test
    void staysShortAndKeepsItsExtension() {
        FileName name = FileName.of("x".repeat(400) + ".pdf");
        assertThat(name.value()).hasSize(150).endsWith(".pdf");
    }
}
