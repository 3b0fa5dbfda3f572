package io.embedesk.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.ConfigurationException;
import io.embedesk.jpa.internal.Tables;
import jakarta.persistence.Column;
import jakarta.persistence.EntityManagerFactory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaTest {
    /** Written in the words of each database. */
    private static final List<String> NOT_ENTITIES =
            List.of("embedesk_meta", "embedesk_ticket_tag", "embedesk_count", "embedesk_search");

    private static void run(Database database, String url, String sql) throws SQLException {
        try (Connection connection = database.connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void namesWhatIsMissingAndTheScriptToRun(Database database) throws SQLException {
        String url = database.url("schema");
        FaultyDataSource source = FaultyDataSource.on(database, url);
        try (EntityManagerFactory factory = database.open(url, source)) {
            JpaUnitOfWork unitOfWork = JpaUnitOfWork.resourceLocal(factory);
            JpaSchema.verify(unitOfWork);
            run(database, url, "update embedesk_meta set meta_value = '7' where meta_key = 'schema_version'");
            assertThatThrownBy(() -> JpaSchema.verify(unitOfWork))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("its tables have version 7, and the library needs 1");
            run(database, url, "alter table embedesk_entry drop column flags");
            run(database, url, "drop table embedesk_claim");
            assertThatThrownBy(() -> JpaTicketStore.of(unitOfWork))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("it lacks column embedesk_entry.flags, table embedesk_claim")
                    .hasMessageContaining(
                            "/META-INF/embedesk/db/" + database.name().toLowerCase(Locale.ROOT) + "/V1__create.sql");
        }
    }

    /** The provider holds types against the tables when it starts; this holds that neither side has more than the other. */
    @ParameterizedTest
    @EnumSource(Database.class)
    void theScriptsHaveTheColumnsOfTheEntitiesAndNoOthers(Database database) {
        try (EntityManagerFactory factory = database.open("columns")) {
            Map<String, Set<String>> mapped = new LinkedHashMap<>();
            factory.getMetamodel().getEntities().forEach(entity -> {
                Class<?> row = entity.getJavaType();
                mapped.put(
                        row.getAnnotation(jakarta.persistence.Table.class).name(),
                        Arrays.stream(row.getDeclaredFields())
                                .filter(field -> field.isAnnotationPresent(Column.class))
                                .map(field -> field.getAnnotation(Column.class).name())
                                .collect(Collectors.toCollection(TreeSet::new)));
            });
            Map<String, Set<String>> made =
                    Tables.made(JpaSchema.statements(database.name().toLowerCase(Locale.ROOT)));
            NOT_ENTITIES.forEach(made::remove);
            made.replaceAll((table, columns) -> new TreeSet<>(columns));
            assertThat(made).isEqualTo(mapped);
        }
    }

    /** A transaction would not see what was committed while it waited for a lock. */
    @Test
    void refusesMariadbInItsDefaultIsolation() {
        String url = Database.MARIADB.url("isolation");
        FaultyDataSource source = FaultyDataSource.on(Database.MARIADB, url);
        source.isolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (EntityManagerFactory factory = Database.MARIADB.open(url, source)) {
            assertThatThrownBy(() -> JpaTicketStore.of(JpaUnitOfWork.resourceLocal(factory)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("READ COMMITTED");
        }
    }

    @Test
    void printsAScript() {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            JpaSchema.main(new String[] {"postgresql"});
        } finally {
            System.setOut(before);
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("create table if not exists embedesk_ticket (")
                .contains("insert into embedesk_meta values ('schema_version', '1')");
        assertThatThrownBy(() -> JpaSchema.main(new String[] {})).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> JpaSchema.main(new String[] {"oracle"}))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("oracle");
    }
}
