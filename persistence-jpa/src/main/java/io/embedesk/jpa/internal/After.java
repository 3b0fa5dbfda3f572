package io.embedesk.jpa.internal;

import io.embedesk.TicketSort;
import io.embedesk.spi.PagePosition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What comes after a place, in the order of {@link PagePosition#order}; each condition has a range that an index can begin at. */
record After(@Nullable PagePosition place) {
    /** In one condition. */
    Optional<String> condition(Wanted wanted, TicketSort sort) {
        List<String> alternatives = alternatives(wanted, sort);
        return alternatives.isEmpty() ? Optional.empty() : Optional.of("(" + String.join(" or ", alternatives) + ")");
    }

    /** As conditions that exclude each other; none at the beginning. */
    List<String> alternatives(Wanted wanted, TicketSort sort) {
        if (place == null) {
            return List.of();
        }
        if (sort != TicketSort.PRIORITY) {
            return List.of(behind(wanted, sort, place));
        }
        int rank = TicketRow.rank(place.priority());
        return List.of(
                "t.priority_rank = " + rank + " and " + behind(wanted, sort, place), "t.priority_rank < " + rank);
    }

    /** Whether a priority has anything after the place at all. */
    boolean begins(TicketSort sort, int rank) {
        return place == null || sort != TicketSort.PRIORITY || rank <= TicketRow.rank(place.priority());
    }

    /** Within tickets of one priority. */
    Optional<String> within(Wanted wanted, TicketSort sort, int rank) {
        return place == null || sort == TicketSort.PRIORITY && rank < TicketRow.rank(place.priority())
                ? Optional.empty()
                : Optional.of(behind(wanted, sort, place));
    }

    private static String behind(Wanted wanted, TicketSort sort, PagePosition place) {
        String column = sort == TicketSort.LAST_ACTIVITY ? "t.updated_at" : "t.created_at";
        String at = wanted.bind(sort == TicketSort.LAST_ACTIVITY ? place.updatedAt() : place.createdAt());
        String than = sort == TicketSort.OLDEST ? ">" : "<";
        return column + " " + than + "= " + at + " and (" + column + " " + than + " " + at + " or t.id " + than + " "
                + wanted.bind(place.id().value()) + ")";
    }
}
