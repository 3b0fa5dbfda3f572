package io.embedesk.examples.quarkus;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.NewTicket;
import io.embedesk.Ticket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/** What the shop does. A purchase that cannot be delivered is saved together with a ticket about it, or neither is. */
@ApplicationScoped
public class Purchases {
    private static final Actor.Staff SHOP = Actor.agent("shop");

    private final EntityManager entities;
    private final Desk desk;

    Purchases(EntityManager entities, Desk desk) {
        this.entities = entities;
        this.desk = desk;
    }

    /** One transaction of the host's. */
    @Transactional
    public Ticket undeliverable(String article, String customer) {
        entities.persist(new Purchase(article));
        Ticket ticket = desk.tickets()
                .open(SHOP, NewTicket.subject("Cannot deliver " + article).contact(customer));
        if (article.isBlank()) {
            throw new IllegalArgumentException("No article");
        }
        return ticket;
    }

    @Transactional
    long count() {
        return entities.createQuery("select count(p) from Purchase p", Long.class)
                .getSingleResult();
    }
}
