package io.embedesk.replies;

import io.embedesk.AccessDeniedException;
import io.embedesk.Actor;
import io.embedesk.InvalidInputException;
import io.embedesk.TicketId;
import io.embedesk.TicketNotFoundException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The saved replies of a workspace. Every agent may use them. Safe for concurrent use. */
public interface SavedReplies {
    /**
     * Keeps a reply; one with the same id is replaced.
     *
     * @param actor who keeps it
     * @param reply the reply
     * @return the reply as it was kept
     * @throws InvalidInputException when the title or text is blank or too long, or a placeholder is not one
     * @throws AccessDeniedException when the actor may not
     */
    SavedReply save(Actor.Staff actor, SavedReply reply);

    /**
     * Lists them.
     *
     * @param actor who asks
     * @return all, by title
     */
    List<SavedReply> list(Actor.Staff actor);

    /**
     * Reads one.
     *
     * @param actor who asks
     * @param id which
     * @return the reply, if there is one
     */
    Optional<SavedReply> find(Actor.Staff actor, String id);

    /**
     * Removes one.
     *
     * @param actor who removes it
     * @param id which; nothing happens when there is none
     * @throws AccessDeniedException when the actor may not
     */
    void delete(Actor.Staff actor, String id);

    /**
     * The values of a ticket: {@code contact.name}, {@code contact.email}, {@code ticket.number}, {@code ticket.subject},
     * {@code agent.id}. A host adds its own, such as {@code agent.name}.
     *
     * @param actor who is going to reply
     * @param ticket to which ticket
     * @return the values that there are, by name; a new map, to be changed at will
     * @throws TicketNotFoundException when there is none that the actor may see
     */
    Map<String, String> values(Actor.Staff actor, TicketId ticket);
}
