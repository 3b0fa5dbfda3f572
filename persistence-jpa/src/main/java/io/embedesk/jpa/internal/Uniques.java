package io.embedesk.jpa.internal;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Inserts rows whose key may be taken. A violated constraint would end the whole transaction, also the host's; so it is one
 * statement where the database has such a one, and else a look under a lock of the workspace.
 */
record Uniques(Rows rows, Counters counters, Dialect dialect) {
    /** The same row twice: as the provider knows it, and as columns, none of which may be null. */
    record Candidate(Rows.Row row, String table, Map<String, Object> columns) {}

    /** Returns whether the row was inserted; {@code lock} and {@code taken} are for databases without such a statement. */
    boolean insert(Candidate candidate, String lock, BooleanSupplier taken) {
        if (dialect.insertsIfAbsent()) {
            return insertIfAbsent(rows, dialect, candidate);
        }
        counters.lock(rows.em(), lock);
        if (taken.getAsBoolean()) {
            return false;
        }
        rows.insert(candidate.row());
        return true;
    }

    static boolean insertIfAbsent(Rows rows, Dialect dialect, Candidate candidate) {
        SortedMap<String, Object> columns = new TreeMap<>(candidate.columns());
        String sql = dialect.insertIfAbsent(candidate.table(), List.copyOf(columns.keySet()));
        return rows.sql(sql, columns.values().toArray()).executeUpdate() == 1;
    }
}
