package io.embedesk.jpa;

import io.embedesk.ConfigurationException;
import io.embedesk.jpa.internal.Tables;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The tables: scripts in this jar under {@code META-INF/embedesk/db/}, for a host's migrations to run. */
public final class JpaSchema {
    /** The version of the tables that this library needs. */
    public static final String VERSION = "1";

    private JpaSchema() {}

    /**
     * Prints the script of a database, for a migration tool.
     *
     * @param args {@code postgresql}, {@code mariadb} or {@code h2}
     */
    public static void main(String[] args) {
        if (args.length != 1) {
            throw new ConfigurationException("No database was named", "Say one of postgresql, mariadb, h2.");
        }
        statements(args[0]).forEach(statement -> System.out.println(statement + ";\n"));
    }

    /**
     * Holds the database against the scripts in this jar. {@link JpaTicketStore} does so when it is made.
     *
     * @param unitOfWork to the database
     * @throws ConfigurationException naming every table and column that is missing, both versions, and the script to run
     */
    public static void verify(JpaUnitOfWork unitOfWork) {
        String problem = unitOfWork.<String>commit(JpaSchema::problem);
        if (!problem.isEmpty()) {
            throw new ConfigurationException(
                    "The database does not fit this library: " + problem,
                    "Run the script with your migration tool; `java -cp … io.embedesk.jpa.JpaSchema` prints it. For tests,"
                            + " JpaSchema.create(connection) runs it.");
        }
    }

    private static String problem(EntityManager em) {
        String database = Tables.database(em);
        String script = ". The script is " + path(database);
        List<String> missing = Tables.missing(em, Tables.made(statements(database)));
        if (!missing.isEmpty()) {
            return "it lacks " + String.join(", ", missing) + script;
        }
        String version = Tables.version(em);
        return version.equals(VERSION)
                ? ""
                : "its tables have version " + version + ", and the library needs " + VERSION + script;
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
        String path = path(database);
        try (InputStream in = JpaSchema.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new ConfigurationException(
                        "There is no script for database '" + database + "'",
                        "Supported are postgresql, mariadb and h2.");
            }
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(script.split(";\\s*\\R"))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new ConfigurationException("The script " + path + " could not be read", "Check the jar.", e);
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
        String database = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements(database)) {
                statement.execute(sql);
            }
        }
    }
}
