package io.embedesk.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Content;
import io.embedesk.FileName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSnifferTest {
    private static FileType type(String name, byte[] bytes) throws IOException {
        return FileSniffer.sniff(Content.of(bytes), FileName.of(name), Long.MAX_VALUE)
                .type();
    }

    private static FileType type(String name, String text, Charset charset) throws IOException {
        return type(name, text.getBytes(charset));
    }

    /** Entries with random content, so that nothing is compressed away and headers lie across pieces. */
    private static byte[] zip(String... names) throws IOException {
        Random random = new Random(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                byte[] noise = new byte[70_000];
                random.nextBytes(noise);
                zip.write(noise);
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static byte[] odf(String type) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            byte[] content = ("application/vnd.oasis.opendocument." + type).getBytes(ISO_8859_1);
            ZipEntry first = new ZipEntry("mimetype");
            java.util.zip.CRC32 crc = new java.util.zip.CRC32();
            crc.update(content);
            first.setMethod(ZipEntry.STORED);
            first.setSize(content.length);
            first.setCrc(crc.getValue());
            zip.putNextEntry(first);
            zip.write(content);
            zip.closeEntry();
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "a.png, \\x89PNG\\r\\n\\x1a\\n, PNG",
        "A.JPG, \\xff\\xd8\\xff\\xe0, JPEG",
        "a.gif, GIF89a.., GIF",
        "a.webp, RIFF1234WEBPVP8 , WEBP",
        "a.heic, 1234ftypheic, HEIC",
        "a.pdf, %PDF-1.7, PDF",
        "a.rtf, {\\rtf1, RTF",
        "a, %PDF-1.7, PDF",
        "a.txt, %PDF-1.7, UNKNOWN",
        "a.pdf, hello, UNKNOWN",
        "a.exe, GIF89a.., UNKNOWN",
        "a.png, MZ\\x90, UNKNOWN",
        "a.txt, hello, TEXT",
        "README, hello, TEXT",
        "a.log, \\x1b[31mred, TEXT",
        "a.txt, a\\x01b, UNKNOWN",
        "a.csv, a;b, CSV",
        "a.tsv, a\\tb, CSV",
        "a.js, alert(1), UNKNOWN",
        "a.html, hello, UNKNOWN"
    })
    void goesByBytesAndNameTogether(String name, String escaped, FileType expected) throws IOException {
        assertThat(type(name, bytes(escaped))).isEqualTo(expected);
    }

    private static byte[] bytes(String escaped) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            char next = c == '\\' ? escaped.charAt(i + 1) : 0;
            if (next == 'x') {
                plain.append((char) Integer.parseInt(escaped.substring(i + 2, i + 4), 16));
                i += 3;
            } else if ("rnt".indexOf(next) >= 0 && !escaped.startsWith("\\rtf", i)) {
                plain.append(next == 'r' ? '\r' : next == 'n' ? '\n' : '\t');
                i++;
            } else {
                plain.append(c);
            }
        }
        return plain.toString().getBytes(ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html>",
                "\uFEFF  \n<HTML>",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "<?xml version='1.0'?><svg/>",
                "<!-- x --><script>alert(1)</script>",
                "<ScRiPt>"
            })
    void takesNoMarkupForText(String markup) throws IOException {
        for (String name : new String[] {"a.txt", "a.csv", "a.svg", "a.html", "a.png", "a"}) {
            assertThat(type(name, markup, UTF_8)).isEqualTo(FileType.UNKNOWN);
            assertThat(type(name, markup, UTF_16)).isEqualTo(FileType.UNKNOWN);
        }
    }

    @Test
    void readsTextInAnyLanguage() throws IOException {
        assertThat(type("a.txt", "Grüße, 你好", UTF_8)).isEqualTo(FileType.TEXT);
        assertThat(type("a.txt", "Grüße, 你好", UTF_16)).isEqualTo(FileType.TEXT);
        assertThat(type("a.txt", "Grüße", ISO_8859_1)).isEqualTo(FileType.TEXT);
        assertThat(type("a.txt", "", UTF_8)).isEqualTo(FileType.TEXT);
    }

    @Test
    void tellsOfficeDocumentsFromArchives() throws IOException {
        assertThat(type("a.docx", zip("[Content_Types].xml", "word/document.xml")))
                .isEqualTo(FileType.DOCX);
        assertThat(type("a.xlsx", zip("docProps/app.xml", "[Content_Types].xml", "xl/workbook.xml")))
                .isEqualTo(FileType.XLSX);
        assertThat(type("a.docx", zip("xl/workbook.xml"))).isEqualTo(FileType.UNKNOWN);
        assertThat(type("a.docx", zip("word/document.xml", "word/vbaProject.bin")))
                .isEqualTo(FileType.UNKNOWN);
        assertThat(type("a.zip", zip("readme.txt"))).isEqualTo(FileType.UNKNOWN);
        assertThat(type("a.odt", odf("text"))).isEqualTo(FileType.ODT);
        assertThat(type("a.ods", odf("spreadsheet"))).isEqualTo(FileType.ODS);
        assertThat(type("a.ods", odf("text"))).isEqualTo(FileType.UNKNOWN);
    }

    @Test
    void tellsOldOfficeFilesByTheirNames() throws IOException {
        byte[] ole = bytes("\\xd0\\xcf\\x11\\xe0\\xa1\\xb1\\x1a\\xe1");
        assertThat(type("a.doc", ole)).isEqualTo(FileType.DOC);
        assertThat(type("a.xls", ole)).isEqualTo(FileType.XLS);
        assertThat(type("a.msi", ole)).isEqualTo(FileType.UNKNOWN);
    }

    @Test
    void stopsReadingAFileThatIsTooLarge() throws IOException {
        byte[] large = new byte[1 << 20];
        assertThat(FileSniffer.sniff(Content.of(large), FileName.of("a.bin"), 100_000)
                        .sizeBytes())
                .isBetween(100_000L, 200_000L);
    }
}
