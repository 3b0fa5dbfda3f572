package io.embedesk.email;

import io.embedesk.TicketId;

/**
 * A subaddress (RFC 5233) that leads back to a ticket: {@code ticket+{id}.{mac}@domain} with a signature, or
 * {@code ticket+{id}@domain} without.
 *
 * @param ticket the ticket it names
 * @param proven whether its signature is this desk's: only then does it prove that its user got a mail of the ticket
 */
public record ReplyAddress(TicketId ticket, boolean proven) {}
