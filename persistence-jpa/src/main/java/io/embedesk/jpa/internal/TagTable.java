package io.embedesk.jpa.internal;

import io.embedesk.TicketId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tags of each ticket, a row for each. */
record TagTable(Rows rows, Dialect dialect) {
    /** So many are soon looked up and sorted. */
    private static final int MANY = 5_000;

    void add(TicketId ticket, Collection<String> tags) {
        if (tags.isEmpty()) {
            return;
        }
        List<Object> values =
                new ArrayList<>(List.of(ticket.value(), rows.workspace().id()));
        List<String> places = new ArrayList<>();
        for (String tag : tags) {
            values.add(tag);
            places.add("(?1, ?" + values.size() + ", ?2)");
        }
        String sql = "insert into embedesk_ticket_tag (ticket_id, tag, workspace) values " + String.join(", ", places);
        rows.run(sql, values.toArray());
    }

    void remove(TicketId ticket, Collection<String> tags) {
        for (String tag : tags) {
            rows.run("delete from embedesk_ticket_tag where ticket_id = ?1 and tag = ?2", ticket.value(), tag);
        }
    }

    /**
     * Whether ticket {@code t} has one of these.
     *
     * @param inOrder whether tickets are taken in an order until a page is full, and not all that there are
     */
    String ticketHas(Collection<String> tags, boolean inOrder, Function<Object, String> bind) {
        String has = has(
                bind.apply(rows.workspace().id()),
                tags.stream().sorted().map(bind).collect(Collectors.joining(", ")));
        boolean asTheyCome = inOrder && dialect.asksHowCommon() && areCommon(tags);
        return asTheyCome ? dialect.oneByOne(has) : "exists (select 1" + has + ")";
    }

    private static String has(String workspace, String tags) {
        return " from embedesk_ticket_tag g where g.ticket_id = t.id and g.workspace = " + workspace + " and g.tag in ("
                + tags + ")";
    }

    /** What many old tickets have is still looked up. */
    private boolean areCommon(Collection<String> tags) {
        String places = Rows.places(2, tags.size());
        String sql = "select count(*) from (select 1 from embedesk_ticket_tag g where g.workspace = ?1 and g.tag in ("
                + places + ") limit " + (MANY + 1) + ") c";
        Object[] values = Rows.with(tags, rows.workspace().id());
        return ((Number) rows.sql(sql, values).getSingleResult()).intValue() > MANY
                && !new Newest(rows).fewHave(dialect.oneByOne(has("?1", places)), tags.toArray());
    }
}
