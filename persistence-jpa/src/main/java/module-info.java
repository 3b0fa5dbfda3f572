/**
 * Tickets in the host's database, in the host's transactions. Begin with {@link io.embedesk.jpa.JpaTicketStore}.
 *
 * <ul>
 *   <li>whose transactions: {@link io.embedesk.jpa.JpaUnitOfWork}, and for a host that manages them {@link io.embedesk.jpa.HostTransactions};
 *   <li>the tables: {@link io.embedesk.jpa.JpaSchema}, under other names {@link io.embedesk.jpa.TableNames}.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
module io.embedesk.jpa {
    requires static org.jspecify;
    requires transitive io.embedesk;
    requires transitive jakarta.persistence;
    requires transitive java.sql;

    exports io.embedesk.jpa;

    // A JPA provider makes the rows and fills their fields; which one it is, is the host's choice.
    opens io.embedesk.jpa.internal;
}
