/** Tickets in the host's database, in the host's transactions. Begin with {@link io.embedesk.jpa.JpaTicketStore}. */
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
