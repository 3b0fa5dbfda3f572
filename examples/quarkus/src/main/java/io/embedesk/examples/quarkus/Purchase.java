package io.embedesk.examples.quarkus;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** An entity of the host's. */
@Entity
@Table(name = "shop_purchase")
public class Purchase {
    @Id
    @GeneratedValue
    private @Nullable Long id;

    @Column(nullable = false)
    private String article = "";

    protected Purchase() {}

    Purchase(String article) {
        this.article = article;
    }

    String article() {
        return article;
    }

    @Nullable
    Long id() {
        return id;
    }
}
