package io.embedesk.jpa.internal;

import io.embedesk.TicketFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Filters as JPQL: the same as {@link TicketFilter#matches}, which the contract holds it to. */
final class Where {
    private final StringBuilder clause = new StringBuilder("where t.workspace = :workspace");
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
        if (filter.anyAssignee()) {
            return;
        }
        String nobody = "t.assignee is null";
        String somebody = "t.assignee in :assignees" + i;
        Map<String, ?> agents = filter.assignees().isEmpty() ? Map.of() : Map.of("assignees" + i, filter.assignees());
        if (agents.isEmpty()) {
            and(nobody, agents);
        } else {
            and(filter.unassigned() ? "(" + somebody + " or " + nobody + ")" : somebody, agents);
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
