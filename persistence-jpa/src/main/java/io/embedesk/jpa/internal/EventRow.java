package io.embedesk.jpa.internal;

import io.embedesk.EntryId;
import io.embedesk.Status;
import io.embedesk.TicketId;
import io.embedesk.email.EmailDelivery;
import io.embedesk.event.TicketEvent;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event as it is stored. Its kind is a word of ours, not a class name, so that classes may be renamed. */
@Cacheable(false)
@Entity(name = "EmbedeskEvent")
@Table(name = "embedesk_event")
class EventRow implements Rows.Row {
    enum Kind {
        OPENED,
        FIELD_CHANGED,
        REPLIED,
        NOTED,
        MESSAGE_RECEIVED,
        DELIVERY_CHANGED,
        DELIVERY_LATE,
        MERGED,
        UNMERGED,
        SPLIT,
        ERASED,
        DELETED
    }

    @Id
    @Column(name = "id", length = 26, nullable = false)
    String id = EntryId.mint().value();

    @Column(name = "workspace", length = 64, nullable = false)
    String workspace = "";

    @Column(name = "ticket_id", length = 26, nullable = false)
    String ticketId = "";

    @Enumerated(EnumType.STRING)
    @Column(name = "kind", length = 20, nullable = false)
    Kind kind = Kind.OPENED;

    @Column(name = "happened_at", nullable = false)
    Instant at = Instant.EPOCH;

    @Column(name = "actor", length = 120, nullable = false)
    String actor = "";

    @Column(name = "entry_id", length = 26)
    @Nullable
    String entryId;

    @Enumerated(EnumType.STRING)
    @Column(name = "field_name", length = 20)
    TicketEvent.@Nullable Field field;

    @Column(name = "value_before", length = 4_000)
    @Nullable
    String before;

    @Column(name = "value_after", length = 4_000)
    @Nullable
    String after;

    @Enumerated(EnumType.STRING)
    @Column(name = "delivery_state", length = 20)
    EmailDelivery.@Nullable State state;

    @Column(name = "other_ticket", length = 26)
    @Nullable
    String otherTicket;

    /** The order in which they were written. */
    @Column(name = "place", nullable = false)
    long place = Rows.nextPlace();

    /** Its number in the feed; none until a reader has numbered it. */
    @Column(name = "feed_position")
    @Nullable
    Long position;

    static EventRow of(String workspace, TicketEvent event) {
        EventRow row = new EventRow();
        row.workspace = workspace;
        row.ticketId = event.ticket().value();
        row.at = event.at();
        row.actor = event.actor();
        row.fill(event);
        return row;
    }

    private void fill(TicketEvent event) {
        if (event instanceof TicketEvent.FieldChanged changed) {
            kind = Kind.FIELD_CHANGED;
            field = changed.field();
            before = changed.before();
            after = changed.after();
        } else if (event instanceof TicketEvent.Replied replied) {
            kind = Kind.REPLIED;
            entryId = replied.entry().value();
        } else if (event instanceof TicketEvent.Noted noted) {
            kind = Kind.NOTED;
            entryId = noted.entry().value();
        } else if (event instanceof TicketEvent.MessageReceived received) {
            kind = Kind.MESSAGE_RECEIVED;
            entryId = received.entry().value();
        } else if (event instanceof TicketEvent.DeliveryChanged changed) {
            kind = Kind.DELIVERY_CHANGED;
            entryId = changed.entry().value();
            state = changed.state();
        } else if (event instanceof TicketEvent.DeliveryLate late) {
            kind = Kind.DELIVERY_LATE;
            entryId = late.entry().value();
        } else if (event instanceof TicketEvent.Merged merged) {
            kind = Kind.MERGED;
            otherTicket = merged.into().value();
            before = merged.before().name();
        } else if (event instanceof TicketEvent.Unmerged unmerged) {
            kind = Kind.UNMERGED;
            otherTicket = unmerged.from().value();
        } else if (event instanceof TicketEvent.Split split) {
            kind = Kind.SPLIT;
            entryId = split.entry().value();
            otherTicket = split.into().value();
        } else if (event instanceof TicketEvent.Erased) {
            kind = Kind.ERASED;
        } else if (event instanceof TicketEvent.Deleted) {
            kind = Kind.DELETED;
        }
    }

    TicketEvent event() {
        TicketId ticket = new TicketId(ticketId);
        return switch (kind) {
            case OPENED -> new TicketEvent.Opened(ticket, at, actor);
            case FIELD_CHANGED ->
                new TicketEvent.FieldChanged(ticket, at, actor, Objects.requireNonNull(field), before, after);
            case REPLIED -> new TicketEvent.Replied(ticket, at, actor, entry());
            case NOTED -> new TicketEvent.Noted(ticket, at, actor, entry());
            case MESSAGE_RECEIVED -> new TicketEvent.MessageReceived(ticket, at, actor, entry());
            case DELIVERY_CHANGED ->
                new TicketEvent.DeliveryChanged(ticket, at, actor, entry(), Objects.requireNonNull(state));
            case DELIVERY_LATE -> new TicketEvent.DeliveryLate(ticket, at, actor, entry());
            case MERGED ->
                new TicketEvent.Merged(ticket, at, actor, other(), Status.valueOf(Objects.requireNonNull(before)));
            case UNMERGED -> new TicketEvent.Unmerged(ticket, at, actor, other());
            case SPLIT -> new TicketEvent.Split(ticket, at, actor, entry(), other());
            case ERASED -> new TicketEvent.Erased(ticket, at, actor);
            case DELETED -> new TicketEvent.Deleted(ticket, at, actor);
        };
    }

    private TicketId other() {
        return new TicketId(Objects.requireNonNull(otherTicket));
    }

    private EntryId entry() {
        return new EntryId(Objects.requireNonNull(entryId));
    }
}
