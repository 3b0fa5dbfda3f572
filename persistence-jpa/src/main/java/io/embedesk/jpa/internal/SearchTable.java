package io.embedesk.jpa.internal;

import io.embedesk.SearchWords;
import io.embedesk.Ticket;
import io.embedesk.TicketId;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of each ticket and of each entry, under the database's own text index. Each word begins with its workspace's mark,
 * so that a search costs what its own workspace has, and no list of too common or too short words applies.
 */
record SearchTable(Rows rows, Dialect dialect) {
    private static final int MARK_CHARS = 6;
    /** What PostgreSQL can index of one text; the words at the end of a longer one are not found. */
    private static final int MOST_CHARS = 250_000;

    static String mark(String workspace) {
        return Hashes.hex(workspace).substring(0, MARK_CHARS);
    }

    /** Asked only where the answer changes how the database goes about it. */
    boolean isRare(String indexed) {
        return dialect.asksHowRare() && new Newest(rows).fewHave(dialect.oneOfFewHas(indexed));
    }

    void add(String doc, TicketId ticket, SearchWords words) {
        String sql = "insert into embedesk_search (doc_id, workspace, ticket_id, words) values (?1, ?2, ?3, %s)";
        rows.run(sql.formatted(dialect.words("?4")), doc, rows.workspace().id(), ticket.value(), text(words));
    }

    void change(Ticket known, Ticket next) {
        if (!head(known).equals(head(next))) {
            rows.run(
                    "update embedesk_search set words = %s where doc_id = ?1".formatted(dialect.words("?2")),
                    next.id().value(),
                    text(SearchWords.of(next)));
        }
    }

    /** What the words of a ticket without its thread are made of. */
    private static List<Object> head(Ticket ticket) {
        return List.of(ticket.number(), ticket.subject(), ticket.description(), ticket.contact());
    }

    private String text(SearchWords words) {
        List<String> all = new ArrayList<>();
        String mark = mark(rows.workspace().id());
        int chars = 0;
        for (String word : words.words()) {
            String indexed = dialect.indexed(mark + word);
            chars += indexed.length() + 1;
            if (chars > MOST_CHARS) {
                break;
            }
            all.add(indexed);
        }
        return " " + String.join(" ", all) + " ";
    }

    void deleteTicket(TicketId ticket) {
        rows.run("delete from embedesk_search where doc_id = ?1", ticket.value());
    }

    void deleteThread(TicketId ticket) {
        rows.run("delete from embedesk_search where ticket_id = ?1 and doc_id <> ?1", ticket.value());
    }
}
