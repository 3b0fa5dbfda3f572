package io.embedesk.event;

import io.embedesk.Actor;
import io.embedesk.EntryId;
import io.embedesk.Status;
import io.embedesk.TicketId;
import io.embedesk.email.EmailDelivery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a ticket, recorded in the transaction that did it. Events hold ids and states, never what
 * somebody wrote nor who a customer is: they stay when a ticket is deleted.
 */
public sealed interface TicketEvent {
    /** {@return the ticket} */
    TicketId ticket();

    /** {@return when} */
    Instant at();

    /** {@return who did it, as {@link Actor#name()} says} */
    String actor();

    /**
     * A ticket came to be.
     *
     * @param ticket the ticket
     * @param at when
     * @param actor who opened it
     */
    record Opened(TicketId ticket, Instant at, String actor) implements TicketEvent {}

    /**
     * A field has a new value.
     *
     * @param ticket the ticket
     * @param at when
     * @param actor who changed it
     * @param field which
     * @param before the old value; null for none, and for fields that hold personal data
     * @param after the new value; null for none, and for fields that hold personal data
     */
    record FieldChanged(
            TicketId ticket,
            Instant at,
            String actor,
            Field field,
            @Nullable String before,
            @Nullable String after) implements TicketEvent {}

    /** The fields whose changes are recorded. */
    enum Field {
        /** With values. */
        STATUS,
        /** With values. */
        PENDING_REASON,
        /** With values. */
        PRIORITY,
        /** With values. */
        ASSIGNEE,
        /** With values, separated by commas. */
        TAGS,
        /** Without values: it is what somebody wrote. */
        SUBJECT,
        /** Without values: it is what somebody wrote. */
        DESCRIPTION,
        /** Without values: it is who the customer is. */
        CONTACT,
        /** Without values: it is who takes part. */
        PARTICIPANTS
    }

    /**
     * An agent answered.
     *
     * @param ticket the ticket
     * @param at when
     * @param actor who
     * @param entry the reply
     */
    record Replied(TicketId ticket, Instant at, String actor, EntryId entry) implements TicketEvent {}

    /**
     * An agent wrote a note.
     *
     * @param ticket the ticket
     * @param at when
     * @param actor who
     * @param entry the note
     */
    record Noted(TicketId ticket, Instant at, String actor, EntryId entry) implements TicketEvent {}

    /**
     * A message came in.
     *
     * @param ticket the ticket
     * @param at when
     * @param actor which way it came
     * @param entry the message
     */
    record MessageReceived(TicketId ticket, Instant at, String actor, EntryId entry) implements TicketEvent {}

    /**
     * The mail of a reply has a new state.
     *
     * @param ticket the ticket
     * @param at when
     * @param actor the part of the desk that saw it
     * @param entry the reply
     * @param state the new state
     */
    record DeliveryChanged(TicketId ticket, Instant at, String actor, EntryId entry, EmailDelivery.State state)
            implements TicketEvent {}

    /**
     * The mail of a reply is still tried, and will have waited for four hours before it leaves: the customer may have to be
     * reached in another way. Said once.
     *
     * @param ticket the ticket
     * @param at when
     * @param actor the part of the desk that saw it
     * @param entry the reply
     */
    record DeliveryLate(TicketId ticket, Instant at, String actor, EntryId entry) implements TicketEvent {}

    /**
     * A ticket was merged into another.
     *
     * @param ticket the one that was absorbed
     * @param at when
     * @param actor who did it
     * @param into the one that absorbed it
     * @param before its status until then
     */
    record Merged(TicketId ticket, Instant at, String actor, TicketId into, Status before) implements TicketEvent {}

    /**
     * A merge was undone.
     *
     * @param ticket the one that had been absorbed
     * @param at when
     * @param actor who did it
     * @param from the one that had absorbed it
     */
    record Unmerged(TicketId ticket, Instant at, String actor, TicketId from) implements TicketEvent {}

    /**
     * An entry became a ticket of its own.
     *
     * @param ticket the ticket that still has the entry
     * @param at when
     * @param actor who did it
     * @param entry the entry
     * @param into the new ticket
     */
    record Split(TicketId ticket, Instant at, String actor, EntryId entry, TicketId into) implements TicketEvent {}

    /**
     * What was personal was taken out of a ticket.
     *
     * @param ticket the ticket
     * @param at when
     * @param actor who did it
     */
    record Erased(TicketId ticket, Instant at, String actor) implements TicketEvent {}

    /**
     * A ticket was deleted.
     *
     * @param ticket the ticket
     * @param at when
     * @param actor who deleted it
     */
    record Deleted(TicketId ticket, Instant at, String actor) implements TicketEvent {}
}
