package io.embedesk.jpa;

import io.embedesk.Workspace;
import io.embedesk.jpa.internal.Failures;
import io.embedesk.jpa.internal.JpaAttachments;
import io.embedesk.jpa.internal.JpaTransaction;
import io.embedesk.jpa.internal.Parts;
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
    private final Parts parts;

    private JpaTicketStore(Builder builder) {
        if (builder.verified) {
            JpaSchema.verify(builder.unitOfWork, builder.names);
        }
        this.unitOfWork = builder.unitOfWork;
        this.parts = Parts.of(builder.unitOfWork, builder.workspace, builder.names);
    }

    /**
     * The store of a host with one tenant.
     *
     * @param unitOfWork whose transactions
     * @return the store of {@link Workspace#DEFAULT}
     * @throws io.embedesk.ConfigurationException if the database lacks a table or a column
     */
    public static JpaTicketStore of(JpaUnitOfWork unitOfWork) {
        return builder(unitOfWork).build();
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
        return builder(unitOfWork).workspace(workspace).build();
    }

    /**
     * A store with options.
     *
     * @param unitOfWork whose transactions
     * @return the builder
     */
    public static Builder builder(JpaUnitOfWork unitOfWork) {
        return new Builder(unitOfWork);
    }

    /** Builds a store. */
    public static final class Builder {
        private final JpaUnitOfWork unitOfWork;
        private Workspace workspace = Workspace.DEFAULT;
        private TableNames names = TableNames.DEFAULT;
        private boolean verified = true;

        private Builder(JpaUnitOfWork unitOfWork) {
            this.unitOfWork = unitOfWork;
        }

        /**
         * One tenant of several.
         *
         * @param whose the tenant whose tickets these are; {@link Workspace#DEFAULT} unless said
         * @return this
         */
        public Builder workspace(Workspace whose) {
            this.workspace = whose;
            return this;
        }

        /**
         * Tables by other names. The persistence unit must list the mapping that {@link JpaSchema#mapping} makes of them.
         *
         * @param tables their names; {@link TableNames#DEFAULT} unless said
         * @return this
         */
        public Builder tables(TableNames tables) {
            this.names = tables;
            return this;
        }

        /**
         * Leaves out the comparison of the database with the script, which reads the database's catalogue once.
         *
         * @return this
         */
        public Builder unverified() {
            this.verified = false;
            return this;
        }

        /**
         * Makes the store.
         *
         * @return the store
         * @throws io.embedesk.ConfigurationException if the database lacks a table or a column
         */
        public JpaTicketStore build() {
            return new JpaTicketStore(this);
        }
    }

    @Override
    public Workspace workspace() {
        return parts.workspace();
    }

    @Override
    public <T> T read(Function<? super TicketTransaction, ? extends T> work) {
        return Failures.<T>once(() -> unitOfWork.read(em -> work.apply(transaction(em))));
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
        return new JpaTransaction(em, parts);
    }

    @Override
    public boolean insideTransaction() {
        return unitOfWork.insideTransaction();
    }

    @Override
    public AttachmentStore attachments() {
        return JpaAttachments.committing(parts);
    }
}
