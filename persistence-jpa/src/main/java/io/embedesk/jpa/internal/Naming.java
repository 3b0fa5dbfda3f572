package io.embedesk.jpa.internal;

import io.embedesk.jpa.TableNames;
import java.util.regex.Pattern;

/** Puts a host's names for the shipped ones, all of which begin with {@code embedesk_}. */
public record Naming(TableNames names) {
    private static final String SHIPPED = TableNames.DEFAULT.prefix();
    private static final Pattern NAME =
            Pattern.compile("(table if not exists |alter table |\\bon |\\binto )?" + Pattern.quote(SHIPPED));

    /** A statement of ours, in which every such name is a table. */
    String inStatement(String sql) {
        return names.equals(TableNames.DEFAULT) ? sql : sql.replace(SHIPPED, qualifier() + names.prefix());
    }

    /** A statement of a script, which names indexes and constraints as well; those have no schema of their own. */
    public String inScript(String sql) {
        return NAME.matcher(sql)
                .replaceAll(found ->
                        found.group(1) == null ? names.prefix() : found.group(1) + qualifier() + names.prefix());
    }

    private String qualifier() {
        return names.schema() == null ? "" : names.schema() + ".";
    }

    /** What a shipped table is called, without its schema. */
    public String table(String shipped) {
        return names.prefix() + shipped.substring(SHIPPED.length());
    }
}
