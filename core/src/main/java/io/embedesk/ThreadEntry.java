package io.embedesk;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * One entry of a ticket's thread: a {@link CustomerMessage}, an {@link AgentReply} or an {@link InternalNote}. They are
 * three types so that a note cannot be mailed or shown to a customer by mistake: the mailer takes a reply, the portal
 * never returns a note. Entries are never changed or moved.
 */
public sealed interface ThreadEntry permits CustomerMessage, AgentReply, InternalNote {
    /** {@return its name} */
    EntryId id();

    /** {@return the ticket it was written to} */
    TicketId ticket();

    /** {@return its place in the ticket's thread: 1, 2, 3, without gaps} */
    long seq();

    /** {@return when the desk recorded it} */
    Instant createdAt();

    /** {@return what was written} */
    MessageBody body();

    /** {@return its files, in order} */
    List<Attachment> attachments();

    /**
     * Does one of three things; Java 17 has no exhaustive {@code switch} over a sealed type.
     *
     * @param <T> what comes out
     * @param message for a customer's message
     * @param reply for an agent's reply
     * @param note for an internal note
     * @return what the one that fits returned
     */
    default <T> T match(
            Function<? super CustomerMessage, ? extends T> message,
            Function<? super AgentReply, ? extends T> reply,
            Function<? super InternalNote, ? extends T> note) {
        if (this instanceof CustomerMessage m) {
            return message.apply(m);
        }
        if (this instanceof AgentReply r) {
            return reply.apply(r);
        }
        return note.apply((InternalNote) this);
    }
}
