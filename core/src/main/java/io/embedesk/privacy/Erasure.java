package io.embedesk.privacy;

/** What becomes of a ticket that ends. */
public enum Erasure {
    /** It is deleted with its thread and files. */
    DELETE,
    /**
     * Its skeleton stays, for statistics: number, status, priority, assignee, source, times, who wrote when. Subject,
     * description, contact, tags, conversation, texts, files and mail are gone.
     */
    ANONYMISE
}
