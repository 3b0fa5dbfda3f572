package io.embedesk.examples.helpdesk;

import io.embedesk.email.OutboxWorker;
import io.embedesk.inbound.InboundEndpoint;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What the desk needs to be called for: it starts no thread of its own. */
@Component
class BackgroundWork {
    private final OutboxWorker outbox;
    private final InboundEndpoint inbound;

    BackgroundWork(OutboxWorker outbox, InboundEndpoint inbound) {
        this.outbox = outbox;
        this.inbound = inbound;
    }

    @Scheduled(fixedDelay = 1_000)
    void sendMail() {
        outbox.runOnce();
    }

    @Scheduled(fixedDelay = 300_000)
    void finishDeliveriesThatACrashInterrupted() {
        inbound.runOnce();
    }
}
