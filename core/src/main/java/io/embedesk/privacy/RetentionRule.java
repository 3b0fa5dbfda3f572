package io.embedesk.privacy;

import io.embedesk.InvalidInputException;
import io.embedesk.Status;
import java.time.Duration;
import java.util.Set;

/**
 * Which tickets end, and how.
 *
 * @param statuses those that are in one of these
 * @param unchangedFor and that nobody has touched for this long
 * @param how what becomes of them
 */
public record RetentionRule(Set<Status> statuses, Duration unchangedFor, Erasure how) {
    // Refuses a rule that would end what is still going on.
    public RetentionRule {
        statuses = Set.copyOf(statuses);
        if (statuses.isEmpty()) {
            throw new InvalidInputException("statuses", "are empty; name at least one, such as CLOSED");
        }
        if (unchangedFor.compareTo(Duration.ofDays(1)) < 0) {
            throw new InvalidInputException("unchangedFor", unchangedFor + " must be at least a day");
        }
    }
}
