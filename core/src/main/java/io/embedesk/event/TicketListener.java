package io.embedesk.event;

/**
 * Is told of what happened: after the commit, on the thread and the node that committed, at most once. It may be overtaken
 * by another thread's event; whoever needs order and completeness reads the {@link TicketFeed}. What it throws is logged
 * and goes no further.
 */
@FunctionalInterface
public interface TicketListener {
    /**
     * Something happened.
     *
     * @param event what
     */
    void on(TicketEvent event);
}
