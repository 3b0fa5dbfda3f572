package io.embedesk;

import io.embedesk.email.MessageId;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
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
    private final Priority priority;
    private final @Nullable String assignee;
    private final Contact contact;
    private final Set<String> tags;
    private final Source source;
    private final @Nullable MessageId threadId;
    private final @Nullable TicketId possibleReplyTo;
    private final long lastSeq;
    private final Instant createdAt;
    private final Instant updatedAt;
    private final @Nullable Instant resolvedAt;

    private Ticket(Builder from) {
        id = from.id;
        number = from.number;
        version = from.version;
        subject = from.subject;
        description = from.description;
        status = from.status;
        priority = from.priority;
        assignee = from.assignee;
        contact = from.contact;
        tags = Collections.unmodifiableSet(new TreeSet<>(from.tags));
        source = from.source;
        threadId = from.threadId;
        possibleReplyTo = from.possibleReplyTo;
        lastSeq = from.lastSeq;
        createdAt = from.createdAt;
        updatedAt = from.updatedAt;
        resolvedAt = from.resolvedAt;
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

    /** {@return its labels, sorted} */
    public Set<String> tags() {
        return tags;
    }

    /** {@return which way it came in} */
    public Source source() {
        return source;
    }

    /** {@return the id that stands for the ticket in the References of every mail; minted when the first is queued} */
    public Optional<MessageId> threadId() {
        return Optional.ofNullable(threadId);
    }

    /** {@return the ticket that this one may be an answer to, when a mail claimed so without proof} */
    public Optional<TicketId> possibleReplyTo() {
        return Optional.ofNullable(possibleReplyTo);
    }

    /** {@return the {@code seq} of its newest entry, 0 when it has none} */
    public long lastSeq() {
        return lastSeq;
    }

    /** {@return when it was opened} */
    public Instant createdAt() {
        return createdAt;
    }

    /** {@return when it or its thread last changed} */
    public Instant updatedAt() {
        return updatedAt;
    }

    /** {@return when it became {@link Status#RESOLVED} or {@link Status#CLOSED}; empty while it is neither} */
    public Optional<Instant> resolvedAt() {
        return Optional.ofNullable(resolvedAt);
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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ticket that
                && id.equals(that.id)
                && number == that.number
                && version == that.version
                && subject.equals(that.subject)
                && description.equals(that.description)
                && status == that.status
                && priority == that.priority
                && Objects.equals(assignee, that.assignee)
                && contact.equals(that.contact)
                && tags.equals(that.tags)
                && source == that.source
                && Objects.equals(threadId, that.threadId)
                && Objects.equals(possibleReplyTo, that.possibleReplyTo)
                && lastSeq == that.lastSeq
                && createdAt.equals(that.createdAt)
                && updatedAt.equals(that.updatedAt)
                && Objects.equals(resolvedAt, that.resolvedAt);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, version);
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
        private final Instant createdAt;
        private long version = 1;
        private String subject = "";
        private String description = "";
        private Status status = Status.OPEN;
        private Priority priority = Priority.MEDIUM;
        private @Nullable String assignee;
        private Contact contact = Contact.UNKNOWN;
        private Set<String> tags = new TreeSet<>();
        private Source source = Source.AGENT;
        private @Nullable MessageId threadId;
        private @Nullable TicketId possibleReplyTo;
        private long lastSeq;
        private Instant updatedAt;
        private @Nullable Instant resolvedAt;

        private Builder(TicketId id, long number, Instant createdAt) {
            this.id = id;
            this.number = number;
            this.createdAt = createdAt;
            this.updatedAt = createdAt;
        }

        private Builder(Ticket from) {
            this(from.id, from.number, from.createdAt);
            version = from.version;
            subject = from.subject;
            description = from.description;
            status = from.status;
            priority = from.priority;
            assignee = from.assignee;
            contact = from.contact;
            tags = from.tags;
            source = from.source;
            threadId = from.threadId;
            possibleReplyTo = from.possibleReplyTo;
            lastSeq = from.lastSeq;
            updatedAt = from.updatedAt;
            resolvedAt = from.resolvedAt;
        }

        /**
         * Sets the version.
         *
         * @param value see {@link Ticket#version()}
         * @return this
         */
        public Builder version(long value) {
            version = value;
            return this;
        }

        /**
         * Sets the subject.
         *
         * @param value see {@link Ticket#subject()}
         * @return this
         */
        public Builder subject(String value) {
            subject = value;
            return this;
        }

        /**
         * Sets the description.
         *
         * @param value see {@link Ticket#description()}
         * @return this
         */
        public Builder description(String value) {
            description = value;
            return this;
        }

        /**
         * Sets the status.
         *
         * @param value see {@link Ticket#status()}
         * @return this
         */
        public Builder status(Status value) {
            status = value;
            return this;
        }

        /**
         * Sets the priority.
         *
         * @param value see {@link Ticket#priority()}
         * @return this
         */
        public Builder priority(Priority value) {
            priority = value;
            return this;
        }

        /**
         * Sets the assignee.
         *
         * @param value see {@link Ticket#assignee()}
         * @return this
         */
        public Builder assignee(@Nullable String value) {
            assignee = value;
            return this;
        }

        /**
         * Sets the contact.
         *
         * @param value see {@link Ticket#contact()}
         * @return this
         */
        public Builder contact(Contact value) {
            contact = value;
            return this;
        }

        /**
         * Sets the tags.
         *
         * @param value see {@link Ticket#tags()}
         * @return this
         */
        public Builder tags(Iterable<String> value) {
            tags = new TreeSet<>();
            value.forEach(tags::add);
            return this;
        }

        /**
         * Sets the source.
         *
         * @param value see {@link Ticket#source()}
         * @return this
         */
        public Builder source(Source value) {
            source = value;
            return this;
        }

        /**
         * Sets the thread id.
         *
         * @param value see {@link Ticket#threadId()}
         * @return this
         */
        public Builder threadId(@Nullable MessageId value) {
            threadId = value;
            return this;
        }

        /**
         * Sets the link.
         *
         * @param value see {@link Ticket#possibleReplyTo()}
         * @return this
         */
        public Builder possibleReplyTo(@Nullable TicketId value) {
            possibleReplyTo = value;
            return this;
        }

        /**
         * Sets the newest entry's place.
         *
         * @param value see {@link Ticket#lastSeq()}
         * @return this
         */
        public Builder lastSeq(long value) {
            lastSeq = value;
            return this;
        }

        /**
         * Sets the time of the last change.
         *
         * @param value see {@link Ticket#updatedAt()}
         * @return this
         */
        public Builder updatedAt(Instant value) {
            updatedAt = value;
            return this;
        }

        /**
         * Sets the time of its resolution.
         *
         * @param value see {@link Ticket#resolvedAt()}
         * @return this
         */
        public Builder resolvedAt(@Nullable Instant value) {
            resolvedAt = value;
            return this;
        }

        /** {@return the ticket} */
        public Ticket build() {
            return new Ticket(this);
        }
    }
}
