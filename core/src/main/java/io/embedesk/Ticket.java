package io.embedesk;

import io.embedesk.email.MessageId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The case: an immutable snapshot. The desk's rules make a new one of it; {@link TicketService} is how to ask for that. */
public final class Ticket {
    private final TicketId id;
    private final long number;
    private final long version;
    private final String subject;
    private final String description;
    private final Status status;
    private final @Nullable PendingReason pendingReason;
    private final Priority priority;
    private final @Nullable String assignee;
    private final Contact contact;
    private final List<Participant> participants;
    private final Set<String> tags;
    private final Source source;
    private final @Nullable String conversation;
    private final @Nullable MessageId threadId;
    private final @Nullable TicketOrigin origin;
    private final @Nullable TicketId mergedInto;
    private final @Nullable TicketId root;
    private final long lastSeq;
    private final TicketTimes times;

    private Ticket(Builder from) {
        id = from.id;
        number = from.number;
        version = from.version;
        subject = from.subject;
        description = from.description;
        status = from.status;
        pendingReason = from.pendingReason;
        priority = from.priority;
        assignee = from.assignee;
        contact = from.contact;
        participants = List.copyOf(from.participants);
        tags = Collections.unmodifiableSet(new TreeSet<>(from.tags));
        source = from.source;
        conversation = from.conversation;
        threadId = from.threadId;
        origin = from.origin;
        mergedInto = from.mergedInto;
        root = from.root;
        lastSeq = from.lastSeq;
        times = from.times;
    }

    /** {@return its name for machines} */
    public TicketId id() {
        return id;
    }

    /** {@return what people say: #1042; per workspace, with gaps} */
    public long number() {
        return number;
    }

    /** {@return 1 at first, one more with each change: what {@link TicketChange#ifVersion} compares} */
    public long version() {
        return version;
    }

    /** {@return one line of at most 255 characters} */
    public String subject() {
        return subject;
    }

    /** {@return what was said when it was opened; may be empty} */
    public String description() {
        return description;
    }

    /** {@return where it stands} */
    public Status status() {
        return status;
    }

    /** {@return whom it waits for, while it is {@link Status#PENDING} and somebody said so} */
    public Optional<PendingReason> pendingReason() {
        return Optional.ofNullable(pendingReason);
    }

    /** {@return how urgent it is} */
    public Priority priority() {
        return priority;
    }

    /** {@return the host's id of the agent who has it} */
    public Optional<String> assignee() {
        return Optional.ofNullable(assignee);
    }

    /** {@return the customer} */
    public Contact contact() {
        return contact;
    }

    /** {@return others who take part by e-mail, or would like to; the contact is not among them} */
    public List<Participant> participants() {
        return participants;
    }

    /** {@return its labels, sorted} */
    public Set<String> tags() {
        return tags;
    }

    /** {@return which way it came in} */
    public Source source() {
        return source;
    }

    /** {@return the host's id of the conversation that it came from} */
    public Optional<String> conversation() {
        return Optional.ofNullable(conversation);
    }

    /** {@return the id that stands for the ticket in the References of every mail; minted when the first is queued} */
    public Optional<MessageId> threadId() {
        return Optional.ofNullable(threadId);
    }

    /** {@return the ticket that this one came from, if it did} */
    public Optional<TicketOrigin> origin() {
        return Optional.ofNullable(origin);
    }

    /** {@return the ticket that it was merged into} */
    public Optional<TicketId> mergedInto() {
        return Optional.ofNullable(mergedInto);
    }

    /** {@return the survivor of all merges that it is part of, while it is merged: what was sent to it arrives there} */
    public Optional<TicketId> root() {
        return Optional.ofNullable(root);
    }

    /** {@return the {@code seq} of its newest entry, 0 when it has none} */
    public long lastSeq() {
        return lastSeq;
    }

    /** {@return when it was opened, changed, answered and resolved} */
    public TicketTimes times() {
        return times;
    }

    /** {@return when it was opened} */
    public Instant createdAt() {
        return times.createdAt();
    }

    /** {@return when it or its thread last changed} */
    public Instant updatedAt() {
        return times.updatedAt();
    }

    /** {@return when it became {@link Status#RESOLVED} or {@link Status#CLOSED}; empty while it is neither} */
    public Optional<Instant> resolvedAt() {
        return Optional.ofNullable(times.resolvedAt());
    }

    /** {@return a builder that starts from this ticket, for the rules and for stores} */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /**
     * For stores, which put a ticket together again from what they kept.
     *
     * @param id the ticket's id
     * @param number its number
     * @param createdAt when it was opened
     * @return a builder with every option at its default
     */
    public static Builder builder(TicketId id, long number, Instant createdAt) {
        return new Builder(id, number, createdAt);
    }

    private List<@Nullable Object> fields() {
        return Arrays.asList(
                id,
                number,
                version,
                subject,
                description,
                status,
                pendingReason,
                priority,
                assignee,
                contact,
                participants,
                tags,
                source,
                conversation,
                threadId,
                origin,
                mergedInto,
                root,
                lastSeq,
                times);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ticket that && fields().equals(that.fields());
    }

    @Override
    public int hashCode() {
        return 31 * id.hashCode() + Long.hashCode(version);
    }

    /** Ids and states only: the rest may be personal data. */
    @Override
    public String toString() {
        return "Ticket[#" + number + " " + id + " " + status + " v" + version + "]";
    }

    /** Puts a ticket together. Used by the rules and by stores; it checks nothing, for what it is given was checked. */
    public static final class Builder {
        private final TicketId id;
        private final long number;
        private long version = 1;
        private String subject = "";
        private String description = "";
        private Status status = Status.OPEN;
        private @Nullable PendingReason pendingReason;
        private Priority priority = Priority.MEDIUM;
        private @Nullable String assignee;
        private Contact contact = Contact.UNKNOWN;
        private List<Participant> participants = List.of();
        private Collection<String> tags = Set.of();
        private Source source = Source.AGENT;
        private @Nullable String conversation;
        private @Nullable MessageId threadId;
        private @Nullable TicketOrigin origin;
        private @Nullable TicketId mergedInto;
        private @Nullable TicketId root;
        private long lastSeq;
        private TicketTimes times;

        private Builder(TicketId id, long number, Instant createdAt) {
            this.id = id;
            this.number = number;
            this.times = TicketTimes.opened(createdAt);
        }

        private Builder(Ticket from) {
            id = from.id;
            number = from.number;
            version = from.version;
            subject = from.subject;
            description = from.description;
            status = from.status;
            pendingReason = from.pendingReason;
            priority = from.priority;
            assignee = from.assignee;
            contact = from.contact;
            participants = from.participants;
            tags = from.tags;
            source = from.source;
            conversation = from.conversation;
            threadId = from.threadId;
            origin = from.origin;
            mergedInto = from.mergedInto;
            root = from.root;
            lastSeq = from.lastSeq;
            times = from.times;
        }

        /**
         * Sets it.
         *
         * @param value see {@link Ticket#version()}
         * @return this
         */
        public Builder version(long value) {
            version = value;
            return this;
        }

        /**
         * Sets it.
         *
         * @param value see {@link Ticket#subject()}
         * @return this
         */
        public Builder subject(String value) {
            subject = value;
            return this;
        }

        /**
         * Sets it.
         *
         * @param value see {@link Ticket#description()}
         * @return this
         */
        public Builder description(String value) {
            description = value;
            return this;
        }

        /**
         * Sets it.
         *
         * @param value see {@link Ticket#status()}
         * @return this
         */
        public Builder status(Status value) {
            status = value;
            return this;
        }

        /**
         * Sets it.
         *
         * @param value see {@link Ticket#pendingReason()}
         * @return this
         */
        public Builder pendingReason(@Nullable PendingReason value) {
            pendingReason = value;
            return this;
        }

        /**
         * Sets it.
         *
         * @param value see {@link Ticket#priority()}
         * @return this
         */
        public Builder priority(Priority value) {
            priority = value;
            return this;
        }

        /**
         * Sets it.
         *
         * @param value see {@link Ticket#assignee()}
         * @return this
         */
        public Builder assignee(@Nullable String value) {
            assignee = value;
            return this;
        }

        /**
         * Sets it.
         *
         * @param value see {@link Ticket#contact()}
         * @return this
         */
        public Builder contact(Contact value) {
            contact = value;
            return this;
        }

        /**
         * Sets it.
         *
         * @param value see {@link Ticket#participants()}
         * @return this
         */
        public Builder participants(List<Participant> value) {
            participants = value;
            return this;
        }

        /**
         * Sets it.
         *
         * @param value see {@link Ticket#tags()}
         * @return this
         */
        public Builder tags(Collection<String> value) {
            tags = value;
            return this;
        }

        /**
         * Sets it.
         *
         * @param value see {@link Ticket#source()}
         * @return this
         */
        public Builder source(Source value) {
            source = value;
            return this;
        }

        /**
         * Sets it.
         *
         * @param value see {@link Ticket#conversation()}
         * @return this
         */
        public Builder conversation(@Nullable String value) {
            conversation = value;
            return this;
        }

        /**
         * Sets it.
         *
         * @param value see {@link Ticket#threadId()}
         * @return this
         */
        public Builder threadId(@Nullable MessageId value) {
            threadId = value;
            return this;
        }

        /**
         * Sets it.
         *
         * @param value see {@link Ticket#origin()}
         * @return this
         */
        public Builder origin(@Nullable TicketOrigin value) {
            origin = value;
            return this;
        }

        /**
         * Sets it.
         *
         * @param value see {@link Ticket#mergedInto()}
         * @return this
         */
        public Builder mergedInto(@Nullable TicketId value) {
            mergedInto = value;
            return this;
        }

        /**
         * Sets it.
         *
         * @param value see {@link Ticket#root()}
         * @return this
         */
        public Builder root(@Nullable TicketId value) {
            root = value;
            return this;
        }

        /**
         * Sets it.
         *
         * @param value see {@link Ticket#lastSeq()}
         * @return this
         */
        public Builder lastSeq(long value) {
            lastSeq = value;
            return this;
        }

        /**
         * Sets it.
         *
         * @param value see {@link Ticket#times()}
         * @return this
         */
        public Builder times(TicketTimes value) {
            times = value;
            return this;
        }

        /** {@return the ticket} */
        public Ticket build() {
            return new Ticket(this);
        }
    }
}
