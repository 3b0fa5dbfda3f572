package io.embedesk.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.Ticket;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.TicketQuery;
import io.embedesk.TicketService;
import io.embedesk.Workspace;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MariadbStoreTest extends ResourceLocalContract {
    private static final Actor.Staff ANN = Actor.agent("ann");
    private static final EntityManagerFactory FACTORY = Database.MARIADB.open("contract");

    @AfterAll
    static void close() {
        FACTORY.close();
    }

    @Override
    EntityManagerFactory factory() {
        return FACTORY;
    }

    /** There tickets are walked through, and not looked up by their tags. */
    @Test
    void findsWhatHasATagThatMostHave() {
        Workspace workspace = new Workspace("common-tag");
        TicketService tickets = Desk.builder(open(workspace)).build().tickets();
        for (int i = 0; i < 12; i++) {
            tickets.open(ANN, NewTicket.subject("Common").tags("common"));
        }
        TicketId both = tickets.open(ANN, NewTicket.subject("Both").tags("common", "rare"))
                .id();
        TicketId rare =
                tickets.open(ANN, NewTicket.subject("Rare").tags("rare")).id();
        taggedOtherwise("common", workspace);
        assertThat(found(tickets, TicketFilter.ALL.tag("common")))
                .hasSize(13)
                .contains(both)
                .doesNotContain(rare);
        assertThat(found(tickets, TicketFilter.ALL.tag("rare"))).containsExactlyInAnyOrder(both, rare);
        assertThat(found(tickets, TicketFilter.ALL.tag("common", "rare"))).hasSize(14);
        assertThat(tickets.counts(ANN, TicketFilter.ALL.tag("common")).all()).isEqualTo(13);
    }

    private static List<TicketId> found(TicketService tickets, TicketFilter filter) {
        return tickets.list(ANN, TicketQuery.of(filter)).tickets().stream()
                .map(Ticket::id)
                .toList();
    }

    /** As if thousands more had it. */
    private static void taggedOtherwise(String tag, Workspace workspace) {
        FACTORY.runInTransaction(
                em -> em.createNativeQuery("insert into embedesk_ticket_tag (ticket_id, tag, workspace)"
                                + " select concat('other-', seq), ?1, ?2 from seq_1_to_6000")
                        .setParameter(1, tag)
                        .setParameter(2, workspace.id())
                        .executeUpdate());
    }
}
