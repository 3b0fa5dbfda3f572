package io.embedesk.jpa;

import io.embedesk.ConfigurationException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the tables are called. A host that wants other names runs the script that {@link JpaSchema#statements(String,
 * TableNames)} makes of them, lists the mapping that {@link JpaSchema#mapping} makes of them instead of {@code
 * META-INF/embedesk/orm.xml}, and gives them to {@link JpaTicketStore#builder}.
 *
 * @param schema where the tables are (on MariaDB the database), or null for wherever the connection is
 * @param prefix what each name begins with
 */
public record TableNames(@Nullable String schema, String prefix) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    /** As shipped: {@code embedesk_} in the connection's schema. */
    public static final TableNames DEFAULT = new TableNames(null, "embedesk_");

    public TableNames {
        require("schema", schema == null ? "any" : schema);
        require("prefix", prefix);
    }

    private static void require(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ConfigurationException(
                    "The " + what + " of tables '" + name + "' is none that every database takes unquoted",
                    "Use up to 40 small letters, digits and underscores, beginning with a letter.");
        }
    }

    /**
     * Tables with another beginning.
     *
     * @param prefix such as {@code "acme_support_"}
     * @return the names
     */
    public static TableNames prefix(String prefix) {
        return new TableNames(null, prefix);
    }

    /**
     * Tables elsewhere.
     *
     * @param name a schema; on MariaDB a database
     * @return a changed copy
     */
    public TableNames schema(String name) {
        return new TableNames(name, prefix);
    }
}
