package io.embedesk.examples.quickstart;

import io.embedesk.Desk;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.RawMime;
import io.embedesk.mail.ImapInbox;
import io.embedesk.mail.ImapSettings;
import io.embedesk.spi.TicketStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A mailbox instead of a webhook: answers are fetched over IMAP, and take the same way in as everybody else's. */
public final class FetchedAnswers {
    private FetchedAnswers() {}

    /**
     * An inbox that a scheduler polls.
     *
     * @param desk where answers go
     * @param store its store, which also remembers how far the mailbox has been read
     * @param mailbox where reply addresses end up
     * @return the inbox
     */
    public static ImapInbox inbox(Desk desk, TicketStore store, ImapSettings mailbox) {
        // Nobody but this process can reach this endpoint, so nothing has to be signed.
        InboundEndpoint endpoint = InboundEndpoint.builder(desk)
                .provider(RawMime.acceptingUnsignedRequests())
                .build();
        return ImapInbox.of(mailbox, store, mail -> {
            var headers = Map.of("Content-Type", List.of("message/rfc822"));
            int status = endpoint.handle(InboundRequest.post("/mailbox", headers, mail))
                    .status();
            if (status >= 300) {
                throw new IOException("The mail is not accounted for, status " + status);
            }
        });
    }
}
