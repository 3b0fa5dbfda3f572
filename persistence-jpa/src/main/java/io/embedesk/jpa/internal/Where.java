package io.embedesk.jpa.internal;

import io.embedesk.TicketFilter;
import io.embedesk.TicketSort;
import io.embedesk.spi.PagePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Filters as JPQL: the same as {@link TicketFilter#matches}, which the contract holds it to. */
final class Where {
    private final StringBuilder clause = new StringBuilder("where t.workspace = :workspace and t.mergedInto is null");
    private final Map<String, Object> parameters = new HashMap<>();

    Where(List<TicketFilter> filters) {
        for (int i = 0; i < filters.size(); i++) {
            add(filters.get(i), i);
        }
    }

    private void add(TicketFilter filter, int i) {
        if (!filter.statuses().isEmpty()) {
            and("t.status in :statuses" + i, Map.of("statuses" + i, filter.statuses()));
        }
        if (!filter.priorities().isEmpty()) {
            and("t.priority in :priorities" + i, Map.of("priorities" + i, filter.priorities()));
        }
        if (!filter.anyAssignee()) {
            assignee(filter, i);
        }
        if (!filter.sources().isEmpty()) {
            and("t.source in :sources" + i, Map.of("sources" + i, filter.sources()));
        }
        if (filter.contact() != null) {
            String key = TicketRow.key(filter.contact().value());
            and("t.contactKey = :contact" + i, Map.of("contact" + i, key));
        }
        period("t.createdAt", "created" + i, filter.created());
        period("t.updatedAt", "updated" + i, filter.updated());
        tags(filter, i);
        for (int word = 0; word < filter.words().size(); word++) {
            word(filter.words().get(word), "word" + i + "x" + word);
        }
    }

    private void assignee(TicketFilter filter, int i) {
        String nobody = "t.assignee is null";
        String somebody = "t.assignee in :assignees" + i;
        Map<String, ?> agents = filter.assignees().isEmpty() ? Map.of() : Map.of("assignees" + i, filter.assignees());
        if (agents.isEmpty()) {
            and(nobody, agents);
        } else {
            and(filter.unassigned() ? "(" + somebody + " or " + nobody + ")" : somebody, agents);
        }
    }

    private void period(String column, String name, TicketFilter.Period period) {
        if (period.from() != null) {
            and(column + " >= :" + name + "From", Map.of(name + "From", period.from()));
        }
        if (period.until() != null) {
            and(column + " < :" + name + "Until", Map.of(name + "Until", period.until()));
        }
    }

    private void tags(TicketFilter filter, int i) {
        List<String> any = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        for (String tag : filter.tags()) {
            String name = "tag" + i + "x" + any.size();
            any.add("concat(',', t.tags, ',') like :" + name + " escape '!'");
            values.put(name, "%," + escaped(tag) + ",%");
        }
        if (!any.isEmpty()) {
            and("(" + String.join(" or ", any) + ")", values);
        }
    }

    /** Every database's own text search comes later; this is the definition, word for word. */
    private void word(String word, String name) {
        String like = " like :" + name + " escape '!'";
        String number = word.matches("[0-9]{1,18}") ? "t.number = " + Long.parseLong(word) + " or " : "";
        and(
                "(" + number + "lower(t.subject)" + like + " or lower(t.contactName)" + like + " or t.contactKey" + like
                        + " or exists (select e.id from EmbedeskEntry e where e.ticketId = t.id and lower(e.text)"
                        + like
                        + "))",
                Map.of(name, "%" + escaped(word) + "%"));
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    /** What comes after a place, in the order of {@link PagePosition#order}. */
    void after(TicketSort sort, PagePosition place) {
        Map<String, Object> values = new HashMap<>();
        values.put("afterId", place.id().value());
        switch (sort) {
            case NEWEST -> {
                values.put("afterAt", place.createdAt());
                and("(t.createdAt < :afterAt or t.createdAt = :afterAt and t.id < :afterId)", values);
            }
            case OLDEST -> {
                values.put("afterAt", place.createdAt());
                and("(t.createdAt > :afterAt or t.createdAt = :afterAt and t.id > :afterId)", values);
            }
            case LAST_ACTIVITY -> {
                values.put("afterAt", place.updatedAt());
                and("(t.updatedAt < :afterAt or t.updatedAt = :afterAt and t.id < :afterId)", values);
            }
            case PRIORITY -> {
                values.put("afterAt", place.createdAt());
                values.put("afterRank", TicketRow.rank(place.priority()));
                and(
                        "(t.priorityRank < :afterRank or t.priorityRank = :afterRank and (t.createdAt < :afterAt or"
                                + " t.createdAt = :afterAt and t.id < :afterId))",
                        values);
            }
        }
    }

    void and(String condition, Map<String, ?> values) {
        clause.append(" and ").append(condition);
        parameters.putAll(values);
    }

    String clause() {
        return clause.toString();
    }

    Map<String, Object> parameters() {
        return parameters;
    }
}
