package io.embedesk.jpa.internal;

import io.embedesk.EmbedeskException;
import io.embedesk.StorageException;
import io.embedesk.TransactionConflictException;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What becomes of a database's "no". Work that the database ended because of other work is repeated at once, when all of it
 * is ours; whatever else it says reaches the caller in one shape, whichever provider or framework said it.
 */
public final class Failures {
    private static final int MOST_ATTEMPTS = 5;
    /** Serialization failure, and PostgreSQL's deadlock. */
    private static final Set<String> CONFLICT_STATES = Set.of("40001", "40P01");
    /** MariaDB's deadlock, and "record has changed since last read". */
    private static final Set<Integer> CONFLICT_CODES = Set.of(1213, 1020);

    private Failures() {}

    /** For a transaction of ours: nothing of the work has happened when it is repeated. */
    public static <T> T repeating(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                RuntimeException translated = translated(e);
                if (attempt == MOST_ATTEMPTS || !(translated instanceof TransactionConflictException)) {
                    throw translated;
                }
            }
        }
    }

    /** For a transaction of the host's: only it can repeat it. */
    public static <T> T once(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw translated(e);
        }
    }

    private static RuntimeException translated(RuntimeException e) {
        if (e instanceof EmbedeskException) {
            return e;
        }
        Optional<SQLException> said = said(e);
        if (said.filter(Failures::isConflict).isPresent()) {
            return new TransactionConflictException(e);
        }
        return e instanceof PersistenceException || said.isPresent()
                ? new StorageException("The database refused the work", e)
                : e;
    }

    private static Optional<SQLException> said(Throwable e) {
        for (Throwable cause = e; cause != null && cause.getCause() != cause; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    private static boolean isConflict(SQLException e) {
        return e.getSQLState() != null && CONFLICT_STATES.contains(e.getSQLState())
                || CONFLICT_CODES.contains(e.getErrorCode());
    }
}
