package io.embedesk.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.Ticket;
import io.embedesk.TicketFilter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class ShopTest {
    private static final Actor.Staff ANN = Actor.agent("ann");

    @Autowired
    private Purchases purchases;

    @Autowired
    private Desk desk;

    private long tickets() {
        return desk.tickets().counts(ANN, TicketFilter.ALL).all();
    }

    @Test
    void savesBothOrNeither() {
        long bought = purchases.count();
        long opened = tickets();
        Ticket ticket = purchases.undeliverable("A lamp", "carla@customer.example");
        assertThat(desk.tickets().find(ANN, ticket.id())).contains(ticket);
        assertThatThrownBy(() -> purchases.undeliverable(" ", "carla@customer.example"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(purchases.count()).isEqualTo(bought + 1);
        assertThat(tickets()).isEqualTo(opened + 1);
    }

    @Test
    void worksOutsideOfTransactions() {
        long opened = tickets();
        desk.tickets().open(ANN, NewTicket.subject("By telephone"));
        assertThat(tickets()).isEqualTo(opened + 1);
    }
}
