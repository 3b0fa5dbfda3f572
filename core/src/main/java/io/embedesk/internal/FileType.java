package io.embedesk.internal;

import io.embedesk.FileKind;
import io.embedesk.FileName;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** The types that bytes give away, and the extensions that may stand for them. */
enum FileType {
    PNG(FileKind.IMAGE, "image/png", "png"),
    JPEG(FileKind.IMAGE, "image/jpeg", "jpg", "jpeg", "jpe", "jfif"),
    GIF(FileKind.IMAGE, "image/gif", "gif"),
    WEBP(FileKind.IMAGE, "image/webp", "webp"),
    BMP(FileKind.IMAGE, "image/bmp", "bmp"),
    TIFF(FileKind.IMAGE, "image/tiff", "tif", "tiff"),
    HEIC(FileKind.IMAGE, "image/heic", "heic", "heif"),
    PDF(FileKind.PDF, "application/pdf", "pdf"),
    DOC(FileKind.WORD, "application/msword", "doc", "dot"),
    DOCX(FileKind.WORD, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", "dotx"),
    ODT(FileKind.WORD, "application/vnd.oasis.opendocument.text", "odt"),
    RTF(FileKind.WORD, "application/rtf", "rtf", "doc"),
    XLS(FileKind.SPREADSHEET, "application/vnd.ms-excel", "xls", "xlt"),
    XLSX(FileKind.SPREADSHEET, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", "xltx"),
    ODS(FileKind.SPREADSHEET, "application/vnd.oasis.opendocument.spreadsheet", "ods"),
    CSV(FileKind.CSV, "text/csv", "csv", "tsv"),
    TEXT(FileKind.TEXT, "text/plain", "txt", "text", "log", "md"),
    UNKNOWN(FileKind.OTHER, "application/octet-stream");

    private final FileKind kind;
    private final String contentType;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> extensions;

    FileType(FileKind kind, String contentType, String... extensions) {
        this.kind = kind;
        this.contentType = contentType;
        this.extensions = Set.of(extensions);
    }

    FileKind kind() {
        return kind;
    }

    String contentType() {
        return contentType;
    }

    /** A picture that is called {@code run.exe} is no picture to whoever opens it. */
    boolean mayBeCalled(FileName name) {
        String extension = extension(name);
        return extension.isEmpty() || extensions.contains(extension);
    }

    static String extension(FileName name) {
        int dot = name.value().lastIndexOf('.');
        return dot < 0 ? "" : name.value().substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** Whether a sender who says so would have to be right: bytes of this type give themselves away. */
    static boolean isRecognisable(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.startsWith("image/")
                || Arrays.stream(values()).anyMatch(t -> t.kind == FileKind.PDF && type.startsWith(t.contentType));
    }
}
