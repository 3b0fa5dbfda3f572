package io.embedesk.internal;

import io.embedesk.Content;
import io.embedesk.FileName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Tells a file's type by its bytes. Signatures are those of the WHATWG's MIME sniffing standard and of the formats' own
 * specifications; archives are told apart by the names of their entries, which are read without inflating anything.
 */
final class FileSniffer {
    private static final int HEAD = 1024;
    private static final int CHUNK = 1 << 16;
    private static final int ZIP_HEADER = 30;
    private static final int ZIP_NAME = 128;
    private static final byte[] ZIP_ENTRY = {'P', 'K', 3, 4};
    private static final byte[] OLE = {
        (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
    };
    private static final String ODF = "mimetypeapplication/vnd.oasis.opendocument.";
    private static final List<String> MARKUP = List.of(
            "<!doctype",
            "<html",
            "<head",
            "<body",
            "<script",
            "<iframe",
            "<svg",
            "<?xml",
            "<?php",
            "<!--",
            "<style",
            "<title",
            "<table",
            "<div",
            "<form",
            "<img",
            "<a ",
            "<p>",
            "<br",
            "<h1",
            "<font",
            "<link",
            "<meta",
            "<base");

    private FileSniffer() {}

    /** What was read of a file: how long it is, as far as that was asked for, and what it is. */
    record Sniffed(long sizeBytes, FileType type) {}

    /**
     * Reads a file to its end, or until it is known to be too large.
     *
     * @param enough stop after so many bytes
     */
    static Sniffed sniff(Content content, FileName name, long enough) throws IOException {
        try (InputStream in = content.open()) {
            byte[] head = in.readNBytes(HEAD);
            Reading reading = startsWith(head, 0, ZIP_ENTRY) ? new ZipNames() : new PlainText();
            reading.take(head, head.length);
            long size = head.length;
            byte[] buffer = new byte[CHUNK];
            int read;
            while (size < enough && (read = in.read(buffer)) >= 0) {
                reading.take(buffer, read);
                size += read;
            }
            return new Sniffed(size, type(head, reading, name));
        }
    }

    private static FileType type(byte[] head, Reading reading, FileName name) {
        FileType found = reading instanceof ZipNames zip ? zip.type(head) : bySignature(head);
        if (found == FileType.UNKNOWN && reading instanceof PlainText text && text.isText() && !isMarkup(head)) {
            found = FileType.CSV.mayBeCalled(name) && !FileType.extension(name).isEmpty()
                    ? FileType.CSV
                    : FileType.TEXT;
        }
        if (found == FileType.DOC && FileType.XLS.mayBeCalled(name)) {
            // Old Word and Excel files share one container; only their names tell them apart at its beginning.
            found = FileType.XLS;
        }
        return found.mayBeCalled(name) ? found : FileType.UNKNOWN;
    }

    private static FileType bySignature(byte[] head) {
        if (startsWith(head, 0, new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})) {
            return FileType.PNG;
        }
        if (startsWith(head, 0, new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF})) {
            return FileType.JPEG;
        }
        if (startsWith(head, 0, "GIF87a") || startsWith(head, 0, "GIF89a")) {
            return FileType.GIF;
        }
        if (startsWith(head, 0, "RIFF") && startsWith(head, 8, "WEBPVP")) {
            return FileType.WEBP;
        }
        if (startsWith(head, 0, "BM") && startsWith(head, 6, new byte[4])) {
            return FileType.BMP;
        }
        if (startsWith(head, 0, new byte[] {'I', 'I', 42, 0}) || startsWith(head, 0, new byte[] {'M', 'M', 0, 42})) {
            return FileType.TIFF;
        }
        if (startsWith(head, 4, "ftyphei") || startsWith(head, 4, "ftypmif1")) {
            return FileType.HEIC;
        }
        if (startsWith(head, 0, "%PDF-")) {
            return FileType.PDF;
        }
        if (startsWith(head, 0, "{\\rtf")) {
            return FileType.RTF;
        }
        return startsWith(head, 0, OLE) ? FileType.DOC : FileType.UNKNOWN;
    }

    private static boolean isMarkup(byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1)
                .replace("\u0000", "")
                .replace("\u00EF\u00BB\u00BF", "")
                .replace("\u00FF\u00FE", "")
                .replace("\u00FE\u00FF", "")
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        return MARKUP.stream().anyMatch(start::startsWith);
    }

    private static boolean startsWith(byte[] bytes, int at, String ascii) {
        return startsWith(bytes, at, ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] signature) {
        return bytes.length >= at + signature.length
                && Arrays.equals(bytes, at, at + signature.length, signature, 0, signature.length);
    }

    /** Something that wants to see all bytes, in pieces. */
    private sealed interface Reading {
        void take(byte[] bytes, int length);
    }

    /** Text has no control characters but those that lines are made of; UTF-16 has its mark and is text too. */
    private static final class PlainText implements Reading {
        private boolean begun;
        private boolean wide;
        private boolean text = true;

        @Override
        public void take(byte[] bytes, int length) {
            if (!begun) {
                begun = true;
                wide = length >= 2
                        && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
                                || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF);
            }
            for (int i = 0; i < length && text && !wide; i++) {
                int b = bytes[i] & 0xFF;
                text = b >= 0x20 && b != 0x7F || b == '\t' || b == '\n' || b == '\r' || b == '\f' || b == 0x1B;
            }
        }

        boolean isText() {
            return text;
        }
    }

    /** The names of an archive's entries, found at their local headers; what is inside an entry is not looked at. */
    private static final class ZipNames implements Reading {
        private byte[] rest = {};
        private boolean word;
        private boolean excel;
        private boolean macros;

        @Override
        public void take(byte[] bytes, int length) {
            byte[] window = Arrays.copyOf(rest, rest.length + length);
            System.arraycopy(bytes, 0, window, rest.length, length);
            // A header that lies across two pieces is seen again, whole, with the next one.
            rest = Arrays.copyOfRange(window, Math.max(0, window.length - ZIP_HEADER - ZIP_NAME), window.length);
            for (int i = 0; i < window.length - ZIP_HEADER; i++) {
                if (window[i] == 'P' && startsWith(window, i, ZIP_ENTRY)) {
                    name(window, i);
                }
            }
        }

        private void name(byte[] window, int header) {
            int length = (window[header + 26] & 0xFF) | (window[header + 27] & 0xFF) << 8;
            int start = header + ZIP_HEADER;
            int end = Math.min(window.length, start + Math.min(length, ZIP_NAME));
            String name = new String(window, start, end - start, StandardCharsets.ISO_8859_1);
            word |= name.startsWith("word/");
            excel |= name.startsWith("xl/");
            macros |= name.toLowerCase(Locale.ROOT).contains("vbaproject");
        }

        FileType type(byte[] head) {
            if (startsWith(head, ZIP_HEADER, ODF + "text") && !startsWith(head, ZIP_HEADER, ODF + "text-")) {
                return FileType.ODT;
            }
            if (startsWith(head, ZIP_HEADER, ODF + "spreadsheet")) {
                return FileType.ODS;
            }
            if (macros || word == excel) {
                return FileType.UNKNOWN;
            }
            return word ? FileType.DOCX : FileType.XLSX;
        }
    }
}
