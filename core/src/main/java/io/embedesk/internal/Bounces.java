package io.embedesk.internal;

import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.EmailDelivery.Recipient;
import io.embedesk.email.EmailDelivery.State;
import io.embedesk.intake.IncomingMessage.Bounced;
import io.embedesk.intake.IncomingMessage.Undelivered;
import io.embedesk.spi.OutboxRow;
import io.embedesk.spi.TicketTransaction;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whom a report means by whom it did not reach, and what that makes of the mail. */
final class Bounces {
    private Bounces() {}

    /** Returns the mail as it now stands, if the report changes it. */
    static Optional<OutboxRow> apply(TicketTransaction tx, OutboxRow row, Bounced bounced, Instant now) {
        Map<EmailAddress, String> undelivered = new LinkedHashMap<>();
        for (Undelivered failure : bounced.undelivered()) {
            meant(failure, row.delivery()).stream()
                    .filter(recipient -> recipient.state() == State.SENT)
                    .forEach(recipient -> undelivered.putIfAbsent(recipient.address(), failure.detail()));
        }
        // A worker that has the mail will say itself what became of it.
        if (undelivered.isEmpty() || row.delivery().state() == State.SENDING) {
            return Optional.empty();
        }
        OutboxRow next = OutboxRules.bounced(row, undelivered, now);
        if (!tx.outbox().replace(row, next)) {
            return Optional.empty();
        }
        suppress(tx, row.delivery(), bounced);
        return Optional.of(next);
    }

    /** Nobody is cut off for what may be about somebody else. */
    private static void suppress(TicketTransaction tx, EmailDelivery delivery, Bounced bounced) {
        for (Undelivered failure : bounced.undelivered()) {
            List<Recipient> meant = meant(failure, delivery);
            if (meant.size() == 1) {
                Suppressions.bounced(tx, meant.get(0).address(), failure.detail());
            }
        }
    }

    /** An address may have been forwarded to one that we do not know, or the report names none: then it may be about any of them. */
    private static List<Recipient> meant(Undelivered failure, EmailDelivery delivery) {
        EmailAddress reported = failure.recipient();
        List<Recipient> named = delivery.recipients().stream()
                .filter(recipient -> reported != null && reported.sameAs(recipient.address()))
                .toList();
        return named.isEmpty() ? delivery.recipients() : named;
    }
}
