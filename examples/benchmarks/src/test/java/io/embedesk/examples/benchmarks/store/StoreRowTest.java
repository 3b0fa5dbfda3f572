package io.embedesk.examples.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Ticket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compared must be the same work. */
class StoreRowTest {
    private static final int TICKETS = 3_000;
    /** Each call of these looks for something else. */
    private static final Set<String> AT_RANDOM = Set.of("deep", "agent", "own-or-unassigned", "contact", "day");

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenByHandFindsTheSameTicketsOnPostgresql() throws Exception {
        try (Server server = Server.of(false, folder)) {
            foundIsTheSame(server);
        }
    }

    @Test
    void whatIsWrittenByHandFindsTheSameTicketsOnMariadb() throws Exception {
        try (Server server = Server.of(true, folder)) {
            foundIsTheSame(server);
        }
    }

    private static void foundIsTheSame(Server server) throws Exception {
        try (Filled filled = new Filled(server, TICKETS, true)) {
            for (Pages.Case one : StoreRow.cases(filled)) {
                Object ours = one.ours().on(filled.store);
                Object byHand = one.byHand().call();
                if (!isAtRandom(one.name()) && ours instanceof List<?> page && !page.isEmpty()) {
                    assertThat(ids(ours)).as(one.name()).isEqualTo(ids(byHand));
                }
            }
            Writes writes = new Writes(filled, filled.store);
            ByHandWrites byHand = new ByHandWrites(filled, writes);
            assertThat(writes.reply().toString()).contains("AgentReply");
            assertThat(byHand.reply()).isNotNull();
            assertThat(writes.receive().toString()).contains("APPENDED");
            assertThat(byHand.receive()).isNotNull();
        }
    }

    private static boolean isAtRandom(String name) {
        return name.equals("match")
                || AT_RANDOM.stream()
                        .anyMatch(part -> List.of(name.split("\\.")).contains(part));
    }

    private static List<Object> ids(Object page) {
        return ((List<?>) page).stream().<Object>map(one -> ((Ticket) one).id()).toList();
    }
}
