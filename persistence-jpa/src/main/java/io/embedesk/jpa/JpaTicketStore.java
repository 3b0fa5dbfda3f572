package io.embedesk.jpa;

import io.embedesk.Workspace;
import io.embedesk.jpa.internal.Counters;
import io.embedesk.jpa.internal.Failures;
import io.embedesk.jpa.internal.JpaAttachments;
import io.embedesk.jpa.internal.JpaTransaction;
import io.embedesk.spi.AttachmentStore;
import io.embedesk.spi.TicketStore;
import io.embedesk.spi.TicketTransaction;
import jakarta.persistence.EntityManager;
import java.util.function.Function;

/**
 * Keeps a workspace's tickets in the host's database, by whatever JPA provider the host has. The tables are those of {@link
 * JpaSchema}. Safe for concurrent use, also by several processes on one database.
 */
public final class JpaTicketStore implements TicketStore {
    private final JpaUnitOfWork unitOfWork;
    private final Workspace workspace;
    private final Counters counters;

    private JpaTicketStore(JpaUnitOfWork unitOfWork, Workspace workspace) {
        JpaSchema.verify(unitOfWork);
        this.unitOfWork = unitOfWork;
        this.workspace = workspace;
        this.counters = new Counters(unitOfWork, workspace);
    }

    /**
     * The store of a host with one tenant.
     *
     * @param unitOfWork whose transactions
     * @return the store of {@link Workspace#DEFAULT}
     * @throws io.embedesk.ConfigurationException if the database lacks a table or a column
     */
    public static JpaTicketStore of(JpaUnitOfWork unitOfWork) {
        return of(unitOfWork, Workspace.DEFAULT);
    }

    /**
     * The store of one tenant of several.
     *
     * @param unitOfWork whose transactions
     * @param workspace whose tickets
     * @return the store
     * @throws io.embedesk.ConfigurationException if the database lacks a table or a column
     */
    public static JpaTicketStore of(JpaUnitOfWork unitOfWork, Workspace workspace) {
        return new JpaTicketStore(unitOfWork, workspace);
    }

    @Override
    public Workspace workspace() {
        return workspace;
    }

    @Override
    public <T> T read(Function<? super TicketTransaction, ? extends T> work) {
        return join(work);
    }

    @Override
    public <T> T join(Function<? super TicketTransaction, ? extends T> work) {
        return unitOfWork.insideTransaction()
                ? Failures.<T>once(() -> unitOfWork.join(em -> work.apply(transaction(em))))
                : commit(work);
    }

    /** The work may run more than once: when the database ended it because of others', nothing of it has happened. */
    @Override
    public <T> T commit(Function<? super TicketTransaction, ? extends T> work) {
        return Failures.<T>repeating(() -> unitOfWork.commit(em -> work.apply(transaction(em))));
    }

    private TicketTransaction transaction(EntityManager em) {
        return new JpaTransaction(em, unitOfWork, workspace, counters);
    }

    @Override
    public boolean insideTransaction() {
        return unitOfWork.insideTransaction();
    }

    @Override
    public AttachmentStore attachments() {
        return new JpaAttachments(unitOfWork, workspace);
    }
}
