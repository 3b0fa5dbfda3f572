package io.embedesk.jpa.internal;

import io.embedesk.Workspace;
import io.embedesk.jpa.JpaUnitOfWork;
import io.embedesk.jpa.TableNames;
import jakarta.persistence.EntityManager;

/** What a store has once, whatever its transactions. */
public record Parts(
        JpaUnitOfWork unitOfWork,
        Workspace workspace,
        Naming naming,
        Dialect dialect,
        Counters counters,
        Counts counts) {
    public static Parts of(JpaUnitOfWork unitOfWork, Workspace workspace, TableNames names) {
        Dialect dialect = unitOfWork.<Dialect>commit(Dialect::of);
        Naming naming = new Naming(names);
        Counters counters = new Counters(unitOfWork, workspace, naming, dialect);
        return new Parts(unitOfWork, workspace, naming, dialect, counters, new Counts(unitOfWork, counters));
    }

    Rows rows(EntityManager em) {
        return new Rows(em, workspace, naming);
    }
}
