package io.embedesk.examples.springboot3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.Ticket;
import io.embedesk.TicketFilter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class ShopTest {
    private static final ConfigurableApplicationContext SHOP = SpringApplication.run(Shop.class);

    private static final Actor.Staff ANN = Actor.agent("ann");

    private final Purchases purchases = SHOP.getBean(Purchases.class);
    private final Desk desk = SHOP.getBean(Desk.class);

    @AfterAll
    static void close() {
        SHOP.close();
    }

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
