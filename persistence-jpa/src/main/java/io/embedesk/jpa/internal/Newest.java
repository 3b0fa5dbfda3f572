package io.embedesk.jpa.internal;

import java.util.stream.Stream;

/** The newest thousand tickets, which stand for all: whether something is common is asked of them. */
record Newest(Rows rows) {
    private static final int LOOKED_AT = 1_000;
    /**
     * At one in a hundred it takes as long, where there are some hundred thousand tickets, to look up all that have something as to walk
     * through the newest until a page is full.
     */
    private static final int FEW = 10;

    /**
     * Whether no more than a few have something.
     *
     * @param has what ticket {@code t} has; the workspace is {@code ?1}
     * @param values of {@code ?2} and so on
     */
    boolean fewHave(String has, Object... values) {
        String sql = "select count(*) from (select 1 from (select t.id from embedesk_ticket t where t.workspace = ?1"
                + " order by t.created_at desc, t.id desc limit " + LOOKED_AT + ") t where " + has + " limit "
                + (FEW + 1)
                + ") c";
        Object[] all = Stream.concat(Stream.of(rows.workspace().id()), Stream.of(values))
                .toArray();
        return ((Number) rows.sql(sql, all).getSingleResult()).intValue() <= FEW;
    }
}
