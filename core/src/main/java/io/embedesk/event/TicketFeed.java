package io.embedesk.event;

import java.util.List;

/**
 * Everything that happened in the workspace, in one order, for live pages, integrations and audit. Events are numbered when
 * they are first read, after their commit, so that none is skipped because its transaction was slow.
 */
public interface TicketFeed {
    /**
     * Reads on.
     *
     * @param position the {@link Numbered#position()} of the last event that the reader has dealt with, 0 at first
     * @param limit how many at the most, 1 to 1,000
     * @return the following events, oldest first; empty when there is nothing new
     */
    List<Numbered> after(long position, int limit);

    /**
     * An event with its place.
     *
     * @param position 1, 2, 3 in the workspace, without gaps
     * @param event what happened
     */
    record Numbered(long position, TicketEvent event) {}
}
