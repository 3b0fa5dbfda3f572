package io.embedesk.email;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What makes mails one thread in every mail client (RFC 5322 §3.6.4).
 *
 * @param messageId this mail
 * @param inReplyTo the mail it answers, or null when it begins a thread
 * @param references its ancestors, oldest first; a ticket's thread id is always among them
 */
public record ThreadHeaders(MessageId messageId, @Nullable MessageId inReplyTo, List<MessageId> references) {
    /** How many References a mail carries at the most: the first two and the latest ones. */
    public static final int MAX_REFERENCES = 20;

    public ThreadHeaders {
        references = List.copyOf(references);
    }

    /**
     * The headers of a mail that is about no ticket.
     *
     * @param messageId the new mail's id
     * @return the headers
     */
    public static ThreadHeaders beginning(MessageId messageId) {
        return new ThreadHeaders(messageId, null, List.of());
    }

    /**
     * The headers of the next mail of a ticket. A ticket that came by mail begins with the customer's own Message-ID, or the
     * customer's client would not thread it; then comes the thread id, which survives providers that rewrite Message-IDs.
     *
     * @param messageId the new mail's id
     * @param threadId the ticket's thread id
     * @param ancestors the ids of the mails before, oldest first, both ways
     * @param customerBegan whether the first of them is the customer's mail that opened the ticket
     * @return the headers
     */
    public static ThreadHeaders following(
            MessageId messageId, MessageId threadId, List<MessageId> ancestors, boolean customerBegan) {
        Set<MessageId> all = new LinkedHashSet<>();
        if (customerBegan && !ancestors.isEmpty()) {
            all.add(ancestors.get(0));
        }
        all.add(threadId);
        all.addAll(ancestors);
        MessageId parent = ancestors.isEmpty() ? threadId : ancestors.get(ancestors.size() - 1);
        return new ThreadHeaders(messageId, parent, trimmed(new ArrayList<>(all)));
    }

    private static List<MessageId> trimmed(List<MessageId> all) {
        if (all.size() <= MAX_REFERENCES) {
            return all;
        }
        List<MessageId> kept = new ArrayList<>(all.subList(0, 2));
        kept.addAll(all.subList(all.size() - MAX_REFERENCES + 2, all.size()));
        return kept;
    }
}
