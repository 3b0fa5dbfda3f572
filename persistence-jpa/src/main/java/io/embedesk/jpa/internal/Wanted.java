package io.embedesk.jpa.internal;

import io.embedesk.Priority;
import io.embedesk.Status;
import io.embedesk.TicketFilter;
import io.embedesk.TicketSort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Filters as SQL: the same as {@link TicketFilter#matches}, which the contract holds it to. What several filters say of status,
 * priority and agent is taken together, for those are what the indexes begin with.
 */
final class Wanted {
    /** More ways to begin than this are not walked one by one. */
    private static final int MOST_BRANCHES = 40;

    private final Dialect dialect;
    private final TagTable tags;
    private final boolean inOrder;
    private final String workspace;
    private final Predicate<String> rare;
    private final List<Object> values = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final Set<Status> statuses = EnumSet.allOf(Status.class);
    private final Set<Priority> priorities = EnumSet.allOf(Priority.class);
    /** Empty: whoever has it. */
    private Optional<Set<Assignee>> assignees = Optional.empty();

    private boolean selective;

    /** An agent, or nobody. */
    private record Assignee(Optional<String> agent) {}

    /** For a page if in order, else for all that there are. */
    Wanted(SearchTable search, TagTable tags, List<TicketFilter> filters, boolean inOrder) {
        this.tags = tags;
        this.inOrder = inOrder;
        this.workspace = search.rows().workspace().id();
        this.dialect = search.dialect();
        this.rare = search::isRare;
        conditions.add("t.workspace = " + bind(workspace));
        conditions.add("t.merged_into is null");
        filters.forEach(this::add);
    }

    private void add(TicketFilter filter) {
        if (!filter.statuses().isEmpty()) {
            statuses.retainAll(filter.statuses());
        }
        if (!filter.priorities().isEmpty()) {
            priorities.retainAll(filter.priorities());
        }
        if (!filter.anyAssignee()) {
            Set<Assignee> some = new LinkedHashSet<>();
            filter.assignees().stream().sorted().forEach(agent -> some.add(new Assignee(Optional.of(agent))));
            if (filter.unassigned()) {
                some.add(new Assignee(Optional.empty()));
            }
            assignees.ifPresent(some::retainAll);
            assignees = Optional.of(some);
        }
        if (!filter.sources().isEmpty()) {
            conditions.add("t.source in " + names(filter.sources()));
        }
        if (filter.contact() != null) {
            selective = true;
            conditions.add(
                    "t.contact_key = " + bind(TicketRow.key(filter.contact().value())));
        }
        period("t.created_at", filter.created());
        period("t.updated_at", filter.updated());
        if (!filter.tags().isEmpty()) {
            conditions.add(tags.ticketHas(filter.tags(), inOrder, this::bind));
        }
        if (filter.text() != null) {
            text(filter.words());
        }
    }

    private void period(String column, TicketFilter.Period period) {
        if (period.from() != null) {
            conditions.add(column + " >= " + bind(period.from()));
        }
        if (period.until() != null) {
            conditions.add(column + " < " + bind(period.until()));
        }
    }

    private void text(List<String> words) {
        String mark = SearchTable.mark(workspace);
        for (String word : words) {
            String indexed = dialect.indexed(mark + word);
            conditions.add(dialect.ticketHas(indexed, rare.test(indexed), this::bind));
        }
        if (words.isEmpty()) {
            statuses.clear();
        }
    }

    String bind(Object value) {
        values.add(value);
        return "?" + values.size();
    }

    /** Words of ours, so that the database need not plan anew for each value. */
    private static String names(Collection<? extends Enum<?>> words) {
        return words.stream().map(word -> "'" + word.name() + "'").sorted().collect(Collectors.joining(", ", "(", ")"));
    }

    boolean nothing() {
        return statuses.isEmpty()
                || priorities.isEmpty()
                || assignees.filter(Set::isEmpty).isPresent();
    }

    Set<Status> statuses() {
        return statuses;
    }

    Set<Priority> priorities() {
        return priorities;
    }

    List<Object> values() {
        return values;
    }

    /** Everything but the status. */
    String conditions() {
        List<String> all = new ArrayList<>(conditions);
        all.addAll(ofPriorities());
        all.addAll(ofAssignees());
        return String.join(" and ", all);
    }

    private List<String> ofPriorities() {
        return priorities.size() == Priority.values().length
                ? List.of()
                : List.of("t.priority_rank in "
                        + priorities.stream()
                                .map(priority -> Integer.toString(TicketRow.rank(priority)))
                                .collect(Collectors.joining(", ", "(", ")")));
    }

    private List<String> ofAssignees() {
        return assignees
                .map(some -> List.of(some.stream().map(this::is).collect(Collectors.joining(" or ", "(", ")"))))
                .orElse(List.of());
    }

    private String is(Assignee assignee) {
        return dialect.isAssignedTo(assignee.agent().map(this::bind));
    }

    private static String is(Status status) {
        return "t.status = '" + status + "'";
    }

    /**
     * The conditions as alternatives that exclude each other, each of which an index gives in the order that is asked for: no
     * database merges by itself what an index has under several statuses.
     */
    List<String> branches(TicketSort sort, After after) {
        if (selective) {
            String any = statuses.stream().map(Wanted::is).collect(Collectors.joining(" or ", "(", ")"));
            return List.of(conditions() + " and " + any
                    + after.condition(this, sort).map(c -> " and " + c).orElse(""));
        }
        List<List<String>> tails = tails(sort, after);
        return begun(assignees.filter(this::few).isPresent()).stream()
                .flatMap(begin -> tails.stream()
                        .map(tail ->
                                Stream.concat(begin.stream(), tail.stream()).collect(Collectors.joining(" and "))))
                .toList();
    }

    private List<List<String>> tails(TicketSort sort, After after) {
        boolean anyPriority = priorities.size() == Priority.values().length;
        if (anyPriority || sort == TicketSort.LAST_ACTIVITY) {
            List<String> alternatives = after.alternatives(this, sort);
            return alternatives.isEmpty()
                    ? List.of(rest(ofPriorities(), Optional.empty()))
                    : alternatives.stream()
                            .map(one -> rest(ofPriorities(), Optional.of(one)))
                            .toList();
        }
        List<List<String>> tails = new ArrayList<>();
        for (Priority priority : priorities) {
            int rank = TicketRow.rank(priority);
            if (after.begins(sort, rank)) {
                tails.add(rest(List.of("t.priority_rank = " + rank), after.within(this, sort, rank)));
            }
        }
        return tails;
    }

    private boolean few(Set<Assignee> some) {
        return some.size() * statuses.size() * priorities.size() <= MOST_BRANCHES;
    }

    /** The beginnings: each status and each agent, where they matter. An index that begins with agents goes on with the status. */
    private List<List<String>> begun(boolean byAssignee) {
        boolean anyStatus = statuses.size() == Status.values().length;
        if (anyStatus && !byAssignee) {
            return List.of(ofAssignees());
        }
        List<List<String>> begun = new ArrayList<>();
        for (Status status : statuses) {
            if (byAssignee) {
                assignees.orElseThrow().forEach(one -> begun.add(List.of(is(status), is(one))));
            } else {
                begun.add(concat(List.of(is(status)), ofAssignees()));
            }
        }
        return begun;
    }

    private List<String> rest(List<String> more, Optional<String> after) {
        return concat(concat(conditions, more), after.stream().toList());
    }

    private static List<String> concat(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
