package io.embedesk.jpa.internal;

import io.embedesk.jpa.TableNames;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The tables as the scripts in this jar make them, and as a database has them. */
public final class Tables {
    private static final String CREATE = "create table if not exists ";

    private Tables() {}

    /** From each table to its columns; what a script says of a table is one column a line. */
    public static Map<String, Set<String>> made(List<String> statements) {
        Map<String, Set<String>> tables = new LinkedHashMap<>();
        for (String statement : statements) {
            if (statement.startsWith(CREATE)) {
                int name = statement.indexOf(" (");
                tables.put(statement.substring(CREATE.length(), name), columns(statement.substring(name + 2)));
            }
        }
        return tables;
    }

    private static Set<String> columns(String body) {
        Set<String> columns = new LinkedHashSet<>();
        body.lines()
                .map(String::strip)
                .filter(line -> line.indexOf(' ') > 0 && !line.startsWith("constraint ") && !line.startsWith(")"))
                .forEach(line -> columns.add(line.substring(0, line.indexOf(' '))));
        return columns;
    }

    /** What is not there: a table by its name, or the columns that it lacks. */
    public static List<String> missing(EntityManager em, Map<String, Set<String>> expected, TableNames names) {
        String schema = names.schema() == null ? Dialect.of(em).schemas() : "= '" + names.schema() + "'";
        String sql = """
                select lower(c.table_name), lower(c.column_name) from information_schema.columns c
                where lower(c.table_name) like ?1 and lower(c.table_schema) %s
                """.formatted(schema);
        Map<String, Set<String>> found = new LinkedHashMap<>();
        for (Object row :
                em.createNativeQuery(sql).setParameter(1, names.prefix() + "%").getResultList()) {
            Object[] pair = (Object[]) row;
            found.computeIfAbsent(pair[0].toString(), table -> new HashSet<>()).add(pair[1].toString());
        }
        Naming naming = new Naming(names);
        List<String> missing = new ArrayList<>();
        expected.forEach((shipped, columns) -> {
            String table = naming.table(shipped);
            Set<String> there = found.getOrDefault(table, Set.of());
            if (there.isEmpty()) {
                missing.add("table " + table);
            } else {
                columns.stream()
                        .filter(column -> !there.contains(column.toLowerCase(Locale.ROOT)))
                        .forEach(column -> missing.add("column " + table + "." + column));
            }
        });
        return missing;
    }

    /** The version that the scripts wrote down, or nothing. */
    public static String version(EntityManager em, TableNames names) {
        String sql = "select m.meta_value from embedesk_meta m where m.meta_key = 'schema_version'";
        List<?> found = em.createNativeQuery(new Naming(names).inStatement(sql)).getResultList();
        return found.isEmpty() ? "none" : found.get(0).toString();
    }

    /** What the table of a row is called as shipped. */
    public static String of(String row) {
        try {
            Class<?> type = Class.forName(Tables.class.getPackageName() + "." + row);
            return type.getAnnotation(Table.class).name();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How the database is called in this jar. */
    public static String database(EntityManager em) {
        return Dialect.of(em).name().toLowerCase(Locale.ROOT);
    }
}
