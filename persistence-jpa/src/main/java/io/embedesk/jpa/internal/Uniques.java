package io.embedesk.jpa.internal;

import java.util.function.BooleanSupplier;

/**
 * Inserts rows whose key may be taken. A violated constraint would end the whole transaction, also the host's; so it is one
 * statement where the database has such a one, and else a look under a lock of the workspace.
 */
record Uniques(Rows rows, Counters counters, Dialect dialect) {
    /** Returns whether the row was inserted; {@code lock} and {@code taken} are for databases without such a statement. */
    boolean insert(Rows.Row row, String lock, BooleanSupplier taken) {
        if (dialect.insertsIfAbsent()) {
            return insertIfAbsent(rows, dialect, row);
        }
        counters.lock(rows.em(), lock);
        if (taken.getAsBoolean()) {
            return false;
        }
        rows.insert(row);
        return true;
    }

    static boolean insertIfAbsent(Rows rows, Dialect dialect, Rows.Row row) {
        Columns columns = Columns.of(row);
        return rows.run(dialect.unlessPresent(columns.insert(row)), columns.values(row)) == 1;
    }
}
