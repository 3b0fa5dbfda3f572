package io.embedesk;

/** What a file is by its bytes and its name together, whatever its sender says. */
public enum FileKind {
    /** PNG, JPEG, GIF, WebP, BMP, TIFF or HEIC; not SVG, which can carry a program. */
    IMAGE,
    /** PDF. */
    PDF,
    /** Word, OpenDocument text or RTF, without macros. */
    WORD,
    /** Plain text: {@code .txt}, {@code .log}, {@code .md} or no extension. */
    TEXT,
    /** Comma- or tab-separated text: {@code .csv} or {@code .tsv}. */
    CSV,
    /** Excel or OpenDocument spreadsheet, without macros. */
    SPREADSHEET,
    /** Anything else, such as HTML, SVG, archives, programs, and files whose name does not fit their bytes. */
    OTHER
}
