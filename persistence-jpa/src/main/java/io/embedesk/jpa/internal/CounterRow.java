package io.embedesk.jpa.internal;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A number that several writers share: whoever has its lock is alone. */
@Cacheable(false)
@Entity(name = "EmbedeskCounter")
@Table(name = "embedesk_counter")
class CounterRow implements Rows.Row {
    @Id
    @Column(name = "counter_key", length = 100, nullable = false)
    String key = "";

    @Column(name = "counter_value", nullable = false)
    long value;
}
