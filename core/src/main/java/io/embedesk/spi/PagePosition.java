package io.embedesk.spi;

import io.embedesk.TicketId;
import java.time.Instant;

/**
 * A place in a list of tickets: behind this one.
 *
 * @param createdAt its ticket's creation
 * @param id its ticket
 */
public record PagePosition(Instant createdAt, TicketId id) {}
