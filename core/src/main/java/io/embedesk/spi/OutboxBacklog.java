package io.embedesk.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What waits in the outbox.
 *
 * @param waiting how many mails, up to the number asked for
 * @param setAside how many mails somebody must look at, up to the number asked for
 * @param first the mail that has been due longest, or null when none waits
 */
public record OutboxBacklog(
        int waiting, int setAside, @Nullable OutboxRow first) {
    /** {@return the mail that has been due longest} */
    public Optional<OutboxRow> longestDue() {
        return Optional.ofNullable(first);
    }
}
