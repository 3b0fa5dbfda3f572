package io.embedesk;

import java.util.List;

/** Somebody wrote since the caller last looked, and the call asked to be stopped then. Nothing was changed or mailed. */
public final class StaleThreadException extends EmbedeskException {
    private static final long serialVersionUID = 1L;
    private final transient List<ThreadEntry> newer;

    /**
     * There are newer entries.
     *
     * @param ticket the ticket
     * @param newer the entries that the caller has not seen, oldest first
     */
    public StaleThreadException(TicketId ticket, List<ThreadEntry> newer) {
        super(
                "EMB-1004",
                newer.size() + " newer " + (newer.size() == 1 ? "entry" : "entries") + " on ticket " + ticket,
                "Show them to the agent, then call again with the last of them as last seen.",
                null);
        this.newer = List.copyOf(newer);
    }

    /** {@return the entries that the caller has not seen, oldest first} */
    public List<ThreadEntry> newer() {
        return newer;
    }
}
