package io.embedesk.portal;

import io.embedesk.TicketId;
import java.time.Instant;

/**
 * A ticket as its customer knows it.
 *
 * @param id its name
 * @param number what people say: #1042
 * @param subject what it is about
 * @param status how it stands
 * @param createdAt when it was opened
 */
public record PortalTicket(TicketId id, long number, String subject, CustomerStatus status, Instant createdAt) {
    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "PortalTicket[" + id + " " + status + "]";
    }
}
