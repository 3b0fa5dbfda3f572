package io.embedesk;

import io.embedesk.email.EmailDelivery;
import java.util.List;

/**
 * What a reply did.
 *
 * @param entry the reply, saved
 * @param ticket the ticket after it
 * @param delivery what becomes of the mail
 * @param newer what somebody wrote after the entry that the agent had last seen, oldest first
 */
public record ReplyResult(AgentReply entry, Ticket ticket, EmailDelivery delivery, List<ThreadEntry> newer) {
    public ReplyResult {
        newer = List.copyOf(newer);
    }

    /** {@return whether the reply was saved but will not be mailed; {@link EmailDelivery#skipped()} says why} */
    public boolean emailSkipped() {
        return delivery.state() == EmailDelivery.State.SKIPPED;
    }
}
