package io.embedesk.replies;

/** Where a text is going to stand, and so what has to be escaped in the values that are put into it. */
public enum TextContext {
    /** Plain text: values stand as they are, without control characters other than line ends and tabs. */
    TEXT,
    /** HTML: {@code & < > " '} become entities. The saved text itself is trusted markup. */
    HTML,
    /** A header or subject: values become one line. */
    HEADER
}
