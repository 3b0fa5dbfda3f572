package io.embedesk.jpa;

import io.embedesk.ConfigurationException;
import io.embedesk.jpa.internal.Naming;
import io.embedesk.jpa.internal.Tables;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables: scripts in this jar under {@code META-INF/embedesk/db/}, for a host's migrations to run. */
public final class JpaSchema {
    /** The version of the tables that this library needs. */
    public static final String VERSION = "1";

    /** An entity in the mapping that is shipped. */
    private static final Pattern ENTITY = Pattern.compile("(<entity class=\"([A-Za-z]+)\" [^/]*[^/ ]) ?/>");

    private JpaSchema() {}

    /**
     * Prints the script of a database, for a migration tool; or, after the word {@code mapping}, the mapping for tables with
     * names of the host's.
     *
     * @param args {@code [mapping] postgresql|mariadb|h2 [prefix [schema]]}
     */
    public static void main(String[] args) {
        List<String> words = new ArrayList<>(List.of(args));
        boolean mapping = words.remove("mapping");
        if (words.isEmpty() || words.size() > 3) {
            throw new ConfigurationException(
                    "No database was named", "Say [mapping] postgresql|mariadb|h2 [prefix [schema]].");
        }
        TableNames prefixed = words.size() > 1 ? TableNames.prefix(words.get(1)) : TableNames.DEFAULT;
        TableNames names = words.size() > 2 ? prefixed.schema(words.get(2)) : prefixed;
        if (mapping) {
            System.out.print(mapping(words.get(0), names));
        } else {
            statements(words.get(0), names).forEach(statement -> System.out.println(statement + ";\n"));
        }
    }

    /**
     * Holds the database against the scripts in this jar. {@link JpaTicketStore} does so when it is made.
     *
     * @param unitOfWork to the database
     * @throws ConfigurationException naming every table and column that is missing, both versions, and the script to run
     */
    public static void verify(JpaUnitOfWork unitOfWork) {
        verify(unitOfWork, TableNames.DEFAULT);
    }

    /**
     * The same for tables by other names.
     *
     * @param unitOfWork to the database
     * @param names of the tables
     * @throws ConfigurationException naming every table and column that is missing, both versions, and the script to run
     */
    public static void verify(JpaUnitOfWork unitOfWork, TableNames names) {
        String problem = unitOfWork.<String>commit(em -> problem(em, names));
        if (!problem.isEmpty()) {
            throw new ConfigurationException(
                    "The database does not fit this library: " + problem,
                    "Run the script with your migration tool; `java -cp … io.embedesk.jpa.JpaSchema` prints it. For tests,"
                            + " JpaSchema.create(connection) runs it.");
        }
    }

    private static String problem(EntityManager em, TableNames names) {
        String database = Tables.database(em);
        String script = ". The script is " + path(database);
        List<String> missing = Tables.missing(em, Tables.made(statements(database)), names);
        if (!missing.isEmpty()) {
            return "it lacks " + String.join(", ", missing) + script;
        }
        String version = Tables.version(em, names);
        return version.equals(VERSION)
                ? ""
                : "its tables have version " + version + ", and the library needs " + VERSION + script;
    }

    /**
     * Makes the mapping file for tables by other names: a host keeps it and lists it in place of {@code
     * META-INF/embedesk/orm.xml}.
     *
     * @param database {@code postgresql}, {@code mariadb} or {@code h2}
     * @param names of the tables
     * @return the file
     */
    public static String mapping(String database, TableNames names) {
        String where = database.equals("mariadb") ? "catalog" : "schema";
        String schema = names.schema() == null ? "" : " " + where + "=\"" + names.schema() + "\"";
        Naming naming = new Naming(names);
        return resource("/META-INF/embedesk/orm.xml")
                .lines()
                .map(line -> ENTITY.matcher(line)
                        .replaceFirst(found -> found.group(1) + ">\n    <table name=\""
                                + naming.table(Tables.of(found.group(2))) + "\"" + schema + " />\n  </entity>"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String path(String database) {
        return "/META-INF/embedesk/db/" + database + "/V1__create.sql";
    }

    /**
     * Reads the statements that create the tables.
     *
     * @param database {@code postgresql}, {@code mariadb} or {@code h2}
     * @return the statements, in order
     * @throws ConfigurationException if there is no script for that database
     */
    public static List<String> statements(String database) {
        if (!List.of("postgresql", "mariadb", "h2").contains(database)) {
            throw new ConfigurationException(
                    "There is no script for database '" + database + "'", "Supported are postgresql, mariadb and h2.");
        }
        return Arrays.stream(resource(path(database)).split(";\\s*\\R"))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }

    /**
     * The same for tables by other names.
     *
     * @param database {@code postgresql}, {@code mariadb} or {@code h2}
     * @param names of the tables
     * @return the statements, in order
     * @throws ConfigurationException if there is no script for that database
     */
    public static List<String> statements(String database, TableNames names) {
        Naming naming = new Naming(names);
        return statements(database).stream().map(naming::inScript).toList();
    }

    private static String resource(String path) {
        try (InputStream in = JpaSchema.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigurationException(path + " could not be read", "Check the jar.", e);
        }
    }

    /**
     * Creates the tables that are not there yet: for tests, demonstrations and first starts. A grown database is the host's
     * migration tool's.
     *
     * @param connection to the database; its transaction and closing are the caller's
     * @throws SQLException if a statement fails
     */
    public static void create(Connection connection) throws SQLException {
        create(connection, TableNames.DEFAULT);
    }

    /**
     * The same for tables by other names; their schema must be there.
     *
     * @param connection to the database; its transaction and closing are the caller's
     * @param names of the tables
     * @throws SQLException if a statement fails
     */
    public static void create(Connection connection, TableNames names) throws SQLException {
        String database = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements(database, names)) {
                statement.execute(sql);
            }
        }
    }
}
