package io.embedesk.portal;

import java.util.List;

/**
 * A ticket with what was said, as its customer may see it: no note, nothing that is for agents only, no reply that may still
 * be taken back.
 *
 * @param ticket the ticket
 * @param description what an agent who opened it wrote down; may be empty
 * @param entries oldest first
 */
public record PortalThread(PortalTicket ticket, String description, List<PortalEntry> entries) {
    public PortalThread {
        entries = List.copyOf(entries);
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "PortalThread[" + ticket + ", " + entries.size() + " entries]";
    }
}
