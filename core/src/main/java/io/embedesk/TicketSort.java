package io.embedesk;

/** The order of a list. */
public enum TicketSort {
    /** Opened last first: the default. */
    NEWEST,
    /** Opened first first. */
    OLDEST,
    /** Changed or written to last first. */
    LAST_ACTIVITY,
    /** Urgent first, and newest first among those of one priority. */
    PRIORITY
}
