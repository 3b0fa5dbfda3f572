package io.embedesk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to change on a ticket, field by field: {@code TicketChange.status(RESOLVED).and(TicketChange.addTags("billing"))}.
 * Two agents who change different fields both win. Immutable.
 */
public final class TicketChange {
    /** One field's new value. */
    public sealed interface Command {}

    /**
     * A new status.
     *
     * @param value the status
     */
    public record SetStatus(Status value) implements Command {}

    /**
     * Whom it waits for.
     *
     * @param value whom
     */
    public record SetPendingReason(PendingReason value) implements Command {}

    /**
     * A new priority.
     *
     * @param value the priority
     */
    public record SetPriority(Priority value) implements Command {}

    /**
     * A new assignee.
     *
     * @param value the host's id of the agent, or null for none
     */
    public record SetAssignee(@Nullable String value) implements Command {}

    /**
     * A new subject.
     *
     * @param value the subject
     */
    public record SetSubject(String value) implements Command {}

    /**
     * A new description.
     *
     * @param value the description
     */
    public record SetDescription(String value) implements Command {}

    /**
     * Another contact.
     *
     * @param name the customer's name, or null
     * @param email the customer's address, or null
     */
    public record SetContact(
            @Nullable String name, @Nullable String email) implements Command {}

    /**
     * Labels to put on.
     *
     * @param values the labels
     */
    public record AddTags(Set<String> values) implements Command {}

    /**
     * Labels to take off.
     *
     * @param values the labels
     */
    public record RemoveTags(Set<String> values) implements Command {}

    private final List<Command> commands;
    private final @Nullable Long version;
    private final @Nullable EntryId lastSeen;

    private TicketChange(List<Command> commands, @Nullable Long version, @Nullable EntryId lastSeen) {
        this.commands = List.copyOf(commands);
        this.version = version;
        this.lastSeen = lastSeen;
    }

    private static TicketChange of(Command command) {
        return new TicketChange(List.of(command), null, null);
    }

    /**
     * Sets the status.
     *
     * @param value any status, from any other
     * @return the change
     */
    public static TicketChange status(Status value) {
        return of(new SetStatus(value));
    }

    /**
     * Waits: sets {@link Status#PENDING} and says for whom. Another status later clears that.
     *
     * @param reason whom it waits for
     * @return the change
     */
    public static TicketChange pending(PendingReason reason) {
        return status(Status.PENDING).and(of(new SetPendingReason(reason)));
    }

    /**
     * Sets the priority.
     *
     * @param value the priority
     * @return the change
     */
    public static TicketChange priority(Priority value) {
        return of(new SetPriority(value));
    }

    /**
     * Gives the ticket to an agent.
     *
     * @param agent the host's id
     * @return the change
     */
    public static TicketChange assignee(String agent) {
        return of(new SetAssignee(agent));
    }

    /** {@return the change that takes the ticket from whoever has it} */
    public static TicketChange unassigned() {
        return of(new SetAssignee(null));
    }

    /**
     * Sets the subject.
     *
     * @param value at most 255 characters
     * @return the change
     */
    public static TicketChange subject(String value) {
        return of(new SetSubject(value));
    }

    /**
     * Sets the description.
     *
     * @param value plain text
     * @return the change
     */
    public static TicketChange description(String value) {
        return of(new SetDescription(value));
    }

    /**
     * Sets who the customer is.
     *
     * @param name the customer's name, or null
     * @param email the customer's address, or null
     * @return the change
     */
    public static TicketChange contact(@Nullable String name, @Nullable String email) {
        return of(new SetContact(name, email));
    }

    /**
     * Puts labels on.
     *
     * @param tags the labels
     * @return the change
     */
    public static TicketChange addTags(String... tags) {
        return of(new AddTags(Set.of(tags)));
    }

    /**
     * Takes labels off.
     *
     * @param tags the labels
     * @return the change
     */
    public static TicketChange removeTags(String... tags) {
        return of(new RemoveTags(Set.of(tags)));
    }

    /**
     * Both changes at once, this one first.
     *
     * @param next the second
     * @return the two together, with the conditions of both
     */
    public TicketChange and(TicketChange next) {
        List<Command> both = new ArrayList<>(commands);
        both.addAll(next.commands);
        return new TicketChange(
                both, next.version != null ? next.version : version, next.lastSeen != null ? next.lastSeen : lastSeen);
    }

    /**
     * Only if nobody changed the ticket meanwhile.
     *
     * @param expected the {@link Ticket#version()} that the caller read
     * @return a changed copy
     */
    public TicketChange ifVersion(long expected) {
        return new TicketChange(commands, expected, lastSeen);
    }

    /**
     * Only if nobody wrote meanwhile, so that a resolve never buries a customer's answer.
     *
     * @param entry the newest entry that the agent saw
     * @return a changed copy
     */
    public TicketChange ifLastSeen(EntryId entry) {
        return new TicketChange(commands, version, entry);
    }

    /** {@return the field commands, in their order} */
    public List<Command> commands() {
        return commands;
    }

    /** {@return the version that the ticket must still have} */
    public Optional<Long> expectedVersion() {
        return Optional.ofNullable(version);
    }

    /** {@return the entry that must still be the newest} */
    public Optional<EntryId> expectedLast() {
        return Optional.ofNullable(lastSeen);
    }
}
