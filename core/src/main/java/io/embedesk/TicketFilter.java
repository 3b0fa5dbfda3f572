package io.embedesk;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which tickets. A field that is empty does not restrict. Immutable: each method returns a changed copy.
 *
 * @param statuses any of these
 * @param priorities any of these
 * @param assignees any of these agents
 * @param unassigned with {@code assignees} empty: only tickets that nobody has; otherwise: these too
 */
public record TicketFilter(Set<Status> statuses, Set<Priority> priorities, Set<String> assignees, boolean unassigned) {
    /** Every ticket. */
    public static final TicketFilter ALL = new TicketFilter(Set.of(), Set.of(), Set.of(), false);

    public TicketFilter {
        statuses = Set.copyOf(statuses);
        priorities = Set.copyOf(priorities);
        assignees = Set.copyOf(assignees);
    }

    /**
     * Restricts to statuses.
     *
     * @param first one
     * @param more others
     * @return a changed copy
     */
    public TicketFilter status(Status first, Status... more) {
        return new TicketFilter(EnumSet.of(first, more), priorities, assignees, unassigned);
    }

    /** {@return a copy that does not restrict the status, as counts by status need it} */
    public TicketFilter anyStatus() {
        return new TicketFilter(Set.of(), priorities, assignees, unassigned);
    }

    /**
     * Restricts to priorities.
     *
     * @param first one
     * @param more others
     * @return a changed copy
     */
    public TicketFilter priority(Priority first, Priority... more) {
        return new TicketFilter(statuses, EnumSet.of(first, more), assignees, unassigned);
    }

    /**
     * Restricts to agents.
     *
     * @param agents the host's ids
     * @return a changed copy
     */
    public TicketFilter assignee(String... agents) {
        return new TicketFilter(statuses, priorities, Set.copyOf(Arrays.asList(agents)), unassigned);
    }

    /** {@return a copy that wants tickets that nobody has, beside those of the agents named} */
    public TicketFilter orUnassigned() {
        return new TicketFilter(statuses, priorities, assignees, true);
    }

    /**
     * The definition that every store follows.
     *
     * @param ticket any ticket
     * @return whether the filter wants it
     */
    public boolean matches(Ticket ticket) {
        return (statuses.isEmpty() || statuses.contains(ticket.status()))
                && (priorities.isEmpty() || priorities.contains(ticket.priority()))
                && (anyAssignee() || ticket.assignee().map(assignees::contains).orElse(unassigned));
    }

    /** {@return whether the assignee does not matter} */
    public boolean anyAssignee() {
        return assignees.isEmpty() && !unassigned;
    }
}
