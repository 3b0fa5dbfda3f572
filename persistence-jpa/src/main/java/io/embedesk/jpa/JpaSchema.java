package io.embedesk.jpa;

import io.embedesk.ConfigurationException;
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
    private JpaSchema() {}

    /**
     * Reads the statements that create the tables.
     *
     * @param database {@code postgresql}, {@code mariadb} or {@code h2}
     * @return the statements, in order
     * @throws ConfigurationException if there is no script for that database
     */
    public static List<String> statements(String database) {
        String path = "/META-INF/embedesk/db/" + database + "/V1__create.sql";
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
