package io.embedesk.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Workspace;
import io.embedesk.privacy.Erasure;
import io.embedesk.testing.Canaries;
import io.embedesk.testing.Scenario;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A dump of the whole database, before and after. */
class ErasureTest {
    private static String dump(EntityManagerFactory factory) {
        try (EntityManager em = factory.createEntityManager()) {
            List<?> lines = em.createNativeQuery("SCRIPT").getResultList();
            return String.join("\n", lines.stream().map(String::valueOf).toList())
                    .toLowerCase(Locale.ROOT);
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @EnumSource(Erasure.class)
    void leavesNoByteOfAnErasedPersonInTheDatabase(Erasure how) throws Exception {
        try (EntityManagerFactory factory = Database.H2.open("erasure-" + how)) {
            JpaTicketStore store = JpaTicketStore.of(JpaUnitOfWork.resourceLocal(factory), Workspace.DEFAULT);
            Scenario scenario = new Scenario(store, options -> options);
            Canaries.plant(scenario.desk());
            assertThat(dump(factory)).contains(Canaries.MARK).contains(hex(Canaries.MARK));
            scenario.desk().privacy().erase(Scenario.ANN, Canaries.PERSON, how);
            assertThat(dump(factory))
                    .doesNotContain(Canaries.MARK)
                    .doesNotContain(hex(Canaries.MARK))
                    .contains(Canaries.OTHER.value());
        }
    }
}
