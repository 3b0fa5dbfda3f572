package io.embedesk.intake;

import io.embedesk.Desk;
import io.embedesk.InvalidInputException;
import io.embedesk.RateLimitedException;
import io.embedesk.internal.HandingOver;

/**
 * Makes a ticket of a conversation that nobody answers. There is one ticket for each conversation, however often and from
 * wherever it is asked for; asking again adds what was said since. What was said becomes entries of the thread, what the
 * staff said is not mailed again, and a visitor without an address is welcome. Works in the caller's transaction, if there
 * is one. Safe for concurrent use.
 */
public final class ConversationHandoff {
    /** How many conversations of one source become tickets within an hour. */
    public static final int MOST_PER_SOURCE = 10;

    private final HandingOver handing;
    private final AgentPresence presence;

    private ConversationHandoff(HandingOver handing, AgentPresence presence) {
        this.handing = handing;
        this.presence = presence;
    }

    /**
     * The handoff of a desk.
     *
     * @param desk where the tickets are opened
     * @param presence who knows whether an agent is there
     * @return the handoff
     */
    public static ConversationHandoff of(Desk desk, AgentPresence presence) {
        return new ConversationHandoff(HandingOver.of(desk), presence);
    }

    /**
     * The visitor asks for an agent.
     *
     * @param conversation what was said so far
     * @return that somebody is there, or the ticket
     * @throws InvalidInputException naming everything that is wrong
     * @throws RateLimitedException when this source has opened too many tickets
     */
    public Handoff request(Conversation conversation) {
        return presence.anybodyOnline() ? new Handoff.AgentsOnline() : handOver(conversation);
    }

    /**
     * The visitor has waited long enough: somebody may be there, but nobody answered.
     *
     * @param conversation what was said so far
     * @return the ticket
     * @throws InvalidInputException naming everything that is wrong
     * @throws RateLimitedException when this source has opened too many tickets
     */
    public Handoff handOver(Conversation conversation) {
        return handing.over(conversation);
    }
}
