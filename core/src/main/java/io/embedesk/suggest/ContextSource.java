package io.embedesk.suggest;

/**
 * Something that the host found and that may help to answer: an article, a solved ticket.
 *
 * @param id unique in its request
 * @param title what agents read
 * @param text what the model reads
 * @param visibility who may read it
 */
public record ContextSource(String id, String title, String text, Visibility visibility) {
    /** Who may read it. */
    public enum Visibility {
        /** Customers too: its links may stand in a reply. */
        PUBLIC,
        /** Staff only: it may not be quoted. */
        INTERNAL
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "ContextSource[" + id + " " + visibility + "]";
    }
}
