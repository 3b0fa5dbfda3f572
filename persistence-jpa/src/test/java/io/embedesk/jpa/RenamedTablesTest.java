package io.embedesk.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.ConfigurationException;
import io.embedesk.Workspace;
import io.embedesk.spi.TicketStore;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host with a schema and names of its own: script, mapping and our own statements agree. */
class RenamedTablesTest extends ResourceLocalContract {
    private static final TableNames NAMES = TableNames.prefix("acme_support_").schema("desk");
    private static final EntityManagerFactory FACTORY = Database.POSTGRESQL.open("renamed", NAMES, mapping());

    private static String mapping() {
        try {
            Path file = Files.createTempFile("mapping", ".xml");
            Files.writeString(file, JpaSchema.mapping("postgresql", NAMES));
            return file.toUri().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void close() {
        FACTORY.close();
    }

    @Override
    EntityManagerFactory factory() {
        return FACTORY;
    }

    @Override
    protected TicketStore open(Workspace workspace) {
        return JpaTicketStore.builder(JpaUnitOfWork.resourceLocal(FACTORY))
                .workspace(workspace)
                .tables(NAMES)
                .build();
    }

    @Override
    long counted(String sql) {
        return super.counted(sql.replace("embedesk_", "desk.acme_support_"));
    }

    @Test
    void namesWhatIsMissingByTheHostsNames() {
        assertThatThrownBy(() -> JpaTicketStore.builder(JpaUnitOfWork.resourceLocal(FACTORY))
                        .tables(TableNames.prefix("other_"))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("it lacks table other_ticket, ");
    }

    @Test
    void leavesNoShippedNameInScriptOrMapping() {
        assertThat(JpaSchema.statements("mariadb", NAMES))
                .noneMatch(sql -> sql.contains("embedesk_"))
                .contains("insert ignore into desk.acme_support_meta values ('schema_version', '1')");
        assertThat(JpaSchema.mapping("mariadb", NAMES))
                .doesNotContain("embedesk_")
                .contains("<table name=\"acme_support_ticket\" catalog=\"desk\" />");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper_", "1st_", "a; drop table x", "with space_"})
    void refusesNamesThatAreNoneEverywhere(String prefix) {
        assertThatThrownBy(() -> TableNames.prefix(prefix))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("prefix");
    }
}
