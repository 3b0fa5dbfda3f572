package io.embedesk.examples.helpdesk;

import io.embedesk.spi.KeyedRow;
import io.embedesk.spi.KeyedRows;
import io.embedesk.spi.TicketStore;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Small things that all instances must know, by name, in the desk's own store. */
@Component
class StoredSettings {
    private static final String GROUP = "helpdesk.settings";
    private final TicketStore store;

    StoredSettings(TicketStore store) {
        this.store = store;
    }

    Optional<String> get(String name) {
        return store.<Optional<KeyedRow>>read(tx -> tx.keys().find(GROUP, name)).map(KeyedRow::value);
    }

    /** Of two who change the same at the same time, the later one wins. */
    void put(String name, String value) {
        store.commit(tx -> {
            KeyedRows keys = tx.keys();
            keys.delete(GROUP, name);
            return keys.insert(KeyedRow.of(GROUP, name, value));
        });
    }
}
