package io.embedesk;

/** What became of one ticket of {@link TicketService#changeAll}. */
public sealed interface BulkResult {
    /**
     * It was changed, or had the values already.
     *
     * @param ticket the ticket after it
     */
    record Changed(Ticket ticket) implements BulkResult {}

    /**
     * It was not, and nothing about it changed.
     *
     * @param reason what {@link TicketService#change} would have thrown
     */
    record Refused(EmbedeskException reason) implements BulkResult {}
}
