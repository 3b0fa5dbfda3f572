package io.embedesk;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link TicketService#open} needs: a subject, and whatever else is known. It holds what was typed; the desk checks
 * all of it at once. Immutable: each method returns a changed copy with the same {@link #id()}, so that a repeated
 * {@code open} finds the ticket that the first one made.
 *
 * @param id the ticket's id, minted with the draft
 * @param subject required, at most 255 characters
 * @param description more about the problem, or empty
 * @param priority how urgent, {@link Priority#MEDIUM} by default
 * @param assignee the host's id of an agent, or null
 * @param contactName the customer's name, or null
 * @param contactEmail the customer's address, or null; without it replies are not mailed
 * @param tags labels of at most 50 characters
 * @param source which way it came in, {@link Source#AGENT} by default
 * @param conversation the host's id of the conversation that it comes from, or null
 */
public record NewTicket(
        TicketId id,
        String subject,
        String description,
        Priority priority,
        @Nullable String assignee,
        @Nullable String contactName,
        @Nullable String contactEmail,
        List<String> tags,
        Source source,
        @Nullable String conversation) {
    public NewTicket {
        tags = List.copyOf(tags);
    }

    /**
     * The one thing every ticket has.
     *
     * @param subject a brief summary
     * @return a draft to add to
     */
    public static NewTicket subject(String subject) {
        return new NewTicket(
                TicketId.mint(), subject, "", Priority.MEDIUM, null, null, null, List.of(), Source.AGENT, null);
    }

    /**
     * More about the problem.
     *
     * @param text plain text
     * @return a changed copy
     */
    public NewTicket description(String text) {
        return new NewTicket(
                id, subject, text, priority, assignee, contactName, contactEmail, tags, source, conversation);
    }

    /**
     * How urgent it is.
     *
     * @param level instead of {@link Priority#MEDIUM}
     * @return a changed copy
     */
    public NewTicket priority(Priority level) {
        return new NewTicket(
                id, subject, description, level, assignee, contactName, contactEmail, tags, source, conversation);
    }

    /**
     * Gives it to an agent at once.
     *
     * @param agent the host's id
     * @return a changed copy
     */
    public NewTicket assignee(String agent) {
        return new NewTicket(
                id, subject, description, priority, agent, contactName, contactEmail, tags, source, conversation);
    }

    /**
     * Where replies go.
     *
     * @param email the customer's address
     * @return a changed copy
     */
    public NewTicket contact(String email) {
        return new NewTicket(
                id, subject, description, priority, assignee, contactName, email, tags, source, conversation);
    }

    /**
     * What the customer is called.
     *
     * @param name the customer's name
     * @return a changed copy
     */
    public NewTicket contactName(String name) {
        return new NewTicket(
                id, subject, description, priority, assignee, name, contactEmail, tags, source, conversation);
    }

    /**
     * Labels it.
     *
     * @param labels instead of those it has
     * @return a changed copy
     */
    public NewTicket tags(String... labels) {
        return new NewTicket(
                id,
                subject,
                description,
                priority,
                assignee,
                contactName,
                contactEmail,
                Arrays.asList(labels),
                source,
                conversation);
    }

    /**
     * Says which way it came in.
     *
     * @param way instead of {@link Source#AGENT}
     * @return a changed copy
     */
    public NewTicket source(Source way) {
        return new NewTicket(
                id, subject, description, priority, assignee, contactName, contactEmail, tags, way, conversation);
    }

    /**
     * Links it to where it came from.
     *
     * @param id the host's id of the conversation
     * @return a changed copy
     */
    public NewTicket conversation(String id) {
        return new NewTicket(
                this.id, subject, description, priority, assignee, contactName, contactEmail, tags, source, id);
    }

    /**
     * An id that the caller knows: opening the same again opens nothing new.
     *
     * @param known made by {@link TicketId#mint()}, or one that follows from what is imported and cannot be guessed
     * @return a changed copy
     */
    public NewTicket id(TicketId known) {
        return new NewTicket(
                known, subject, description, priority, assignee, contactName, contactEmail, tags, source, conversation);
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "NewTicket[" + id + "]";
    }
}
