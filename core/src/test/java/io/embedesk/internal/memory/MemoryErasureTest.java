package io.embedesk.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Workspace;
import io.embedesk.privacy.Erasure;
import io.embedesk.testing.Canaries;
import io.embedesk.testing.Scenario;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MemoryErasureTest {
    private final MemoryStorage storage = new MemoryStorage();
    private final Scenario scenario =
            new Scenario(MemoryTicketStore.on(storage, Workspace.DEFAULT), options -> options);

    private String dump() throws IllegalAccessException {
        return MemoryDump.of(storage).toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @EnumSource(Erasure.class)
    void leavesNoByteOfAnErasedPerson(Erasure how) throws Exception {
        Canaries.plant(scenario.desk());
        assertThat(dump().split(Canaries.MARK)).as("canaries planted").hasSizeGreaterThan(40);
        scenario.desk().privacy().erase(Scenario.ANN, Canaries.PERSON, how);
        assertThat(dump()).doesNotContain(Canaries.MARK).contains(Canaries.OTHER.value());
    }
}
