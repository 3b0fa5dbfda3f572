package io.embedesk;

import io.embedesk.email.EmailAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which tickets. A field that is empty does not restrict; a ticket that was merged into another is never wanted. Immutable:
 * each method returns a changed copy.
 *
 * @param statuses any of these
 * @param priorities any of these
 * @param assignees any of these agents
 * @param unassigned with {@code assignees} empty: only tickets that nobody has; otherwise: these too
 * @param tags any of these
 * @param contact with this contact's address, or null
 * @param sources any of these
 * @param created opened then
 * @param updated last changed then
 * @param text each of its words begins a word of the subject, the description, the contact, the number or the thread, in any
 *     case and with or without accents; or null
 */
public record TicketFilter(
        Set<Status> statuses,
        Set<Priority> priorities,
        Set<String> assignees,
        boolean unassigned,
        Set<String> tags,
        @Nullable EmailAddress contact,
        Set<Source> sources,
        Period created,
        Period updated,
        @Nullable String text) {
    /** Every ticket. */
    public static final TicketFilter ALL = new TicketFilter(
            Set.of(), Set.of(), Set.of(), false, Set.of(), null, Set.of(), Period.ALWAYS, Period.ALWAYS, null);

    private static final int MOST_WORDS = 10;

    /**
     * A range of time.
     *
     * @param from its first instant, or null
     * @param until the first instant after it, or null
     */
    public record Period(@Nullable Instant from, @Nullable Instant until) {
        /** All time. */
        public static final Period ALWAYS = new Period(null, null);

        /**
         * Whether it is then.
         *
         * @param at a time
         * @return whether it is within
         */
        public boolean contains(Instant at) {
            return (from == null || !at.isBefore(from)) && (until == null || at.isBefore(until));
        }
    }

    public TicketFilter {
        statuses = Set.copyOf(statuses);
        priorities = Set.copyOf(priorities);
        assignees = Set.copyOf(assignees);
        tags = Set.copyOf(tags);
        sources = Set.copyOf(sources);
        text = text == null || text.isBlank() ? null : text;
    }

    /**
     * Restricts to statuses.
     *
     * @param first one
     * @param more others
     * @return a changed copy
     */
    public TicketFilter status(Status first, Status... more) {
        return statuses(EnumSet.of(first, more));
    }

    /** {@return a copy that does not restrict the status, as counts by status need it} */
    public TicketFilter anyStatus() {
        return statuses(Set.of());
    }

    private TicketFilter statuses(Set<Status> any) {
        return new TicketFilter(any, priorities, assignees, unassigned, tags, contact, sources, created, updated, text);
    }

    /**
     * Restricts to priorities.
     *
     * @param first one
     * @param more others
     * @return a changed copy
     */
    public TicketFilter priority(Priority first, Priority... more) {
        Set<Priority> any = EnumSet.of(first, more);
        return new TicketFilter(statuses, any, assignees, unassigned, tags, contact, sources, created, updated, text);
    }

    /**
     * Restricts to agents.
     *
     * @param agents the host's ids
     * @return a changed copy
     */
    public TicketFilter assignee(String... agents) {
        Set<String> any = Set.copyOf(Arrays.asList(agents));
        return new TicketFilter(statuses, priorities, any, unassigned, tags, contact, sources, created, updated, text);
    }

    /** {@return a copy that wants tickets that nobody has, beside those of the agents named} */
    public TicketFilter orUnassigned() {
        return new TicketFilter(statuses, priorities, assignees, true, tags, contact, sources, created, updated, text);
    }

    /**
     * Restricts to labels.
     *
     * @param labels any of these
     * @return a changed copy
     */
    public TicketFilter tag(String... labels) {
        Set<String> any = Set.copyOf(Arrays.asList(labels));
        return new TicketFilter(
                statuses, priorities, assignees, unassigned, any, contact, sources, created, updated, text);
    }

    /**
     * Restricts to a customer.
     *
     * @param email the contact's address
     * @return a changed copy
     */
    public TicketFilter contact(EmailAddress email) {
        return new TicketFilter(
                statuses, priorities, assignees, unassigned, tags, email, sources, created, updated, text);
    }

    /**
     * Restricts to the ways in which tickets came in.
     *
     * @param first one
     * @param more others
     * @return a changed copy
     */
    public TicketFilter source(Source first, Source... more) {
        Set<Source> any = EnumSet.of(first, more);
        return new TicketFilter(
                statuses, priorities, assignees, unassigned, tags, contact, any, created, updated, text);
    }

    /**
     * Restricts to tickets that were opened then.
     *
     * @param from the first instant, or null
     * @param until the first instant after, or null
     * @return a changed copy
     */
    public TicketFilter created(@Nullable Instant from, @Nullable Instant until) {
        Period then = new Period(from, until);
        return new TicketFilter(
                statuses, priorities, assignees, unassigned, tags, contact, sources, then, updated, text);
    }

    /**
     * Restricts to tickets that last changed then.
     *
     * @param from the first instant, or null
     * @param until the first instant after, or null
     * @return a changed copy
     */
    public TicketFilter updated(@Nullable Instant from, @Nullable Instant until) {
        Period then = new Period(from, until);
        return new TicketFilter(
                statuses, priorities, assignees, unassigned, tags, contact, sources, created, then, text);
    }

    /**
     * Searches.
     *
     * @param words what to look for, in any case; the first ten words count
     * @return a changed copy
     */
    public TicketFilter text(String words) {
        return new TicketFilter(
                statuses, priorities, assignees, unassigned, tags, contact, sources, created, updated, words);
    }

    /** {@return the words of {@link #text()} as {@link SearchWords} has them; a text without any finds nothing} */
    public List<String> words() {
        return SearchWords.of(text).stream().limit(MOST_WORDS).toList();
    }

    /** {@return whether nothing but status and priority restricts: then counts are exact, however many there are} */
    public boolean isByStatusAndPriority() {
        return equals(new TicketFilter(
                statuses, priorities, Set.of(), false, Set.of(), null, Set.of(), Period.ALWAYS, Period.ALWAYS, null));
    }

    /**
     * The definition that every store follows.
     *
     * @param ticket any ticket
     * @param thread the texts of its entries; asked for only when they matter
     * @return whether the filter wants it
     */
    public boolean matches(Ticket ticket, Supplier<Stream<String>> thread) {
        return ticket.mergedInto().isEmpty()
                && matchesFields(ticket)
                && (text == null || occur(words(), ticket, thread));
    }

    /**
     * The definition without the text, and also for a merged ticket.
     *
     * @param ticket any ticket
     * @return whether its fields are those
     */
    public boolean matchesFields(Ticket ticket) {
        return (statuses.isEmpty() || statuses.contains(ticket.status()))
                && (priorities.isEmpty() || priorities.contains(ticket.priority()))
                && (anyAssignee() || ticket.assignee().map(assignees::contains).orElse(unassigned))
                && (tags.isEmpty() || tags.stream().anyMatch(ticket.tags()::contains))
                && (contact == null || isContact(contact, ticket))
                && (sources.isEmpty() || sources.contains(ticket.source()))
                && created.contains(ticket.createdAt())
                && updated.contains(ticket.updatedAt());
    }

    private static boolean isContact(EmailAddress address, Ticket ticket) {
        EmailAddress email = ticket.contact().email();
        return email != null && email.sameAs(address);
    }

    private static boolean occur(List<String> words, Ticket ticket, Supplier<Stream<String>> thread) {
        SearchWords head = SearchWords.of(ticket);
        return !words.isEmpty()
                && words.stream()
                        .allMatch(word -> head.haveBeginning(word)
                                || thread.get()
                                        .anyMatch(said -> SearchWords.of(said).haveBeginning(word)));
    }

    /** {@return whether the assignee does not matter} */
    public boolean anyAssignee() {
        return assignees.isEmpty() && !unassigned;
    }
}
