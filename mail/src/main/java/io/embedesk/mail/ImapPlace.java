package io.embedesk.mail;

import io.embedesk.spi.KeyedRow;
import io.embedesk.spi.KeyedRows;
import io.embedesk.spi.TicketStore;
import java.util.Optional;

/** How far a mailbox has been read: UIDs only grow while UIDVALIDITY is the same (RFC 3501 section 2.3.1.1). */
record ImapPlace(TicketStore store, String mailbox) {
    private static final String GROUP = "mail:imap";

    /**
     * A place.
     *
     * @param validity of the UIDs
     * @param lastUid everything up to it is accounted for
     * @param failures how often the one behind it was not taken
     */
    record Known(long validity, long lastUid, int failures) {
        Known past(long uid) {
            return new Known(validity, uid, 0);
        }

        Known failed() {
            return new Known(validity, lastUid, failures + 1);
        }

        private String text() {
            return validity + " " + lastUid + " " + failures;
        }

        private static Known of(String text) {
            String[] parts = text.split(" ", -1);
            return new Known(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Integer.parseInt(parts[2]));
        }

        private boolean isBehind(Known other) {
            return validity == other.validity && lastUid < other.lastUid;
        }
    }

    /** With other UIDs everything may be new: what is not, the intake knows. */
    Known find(long validity) {
        return row().map(row -> Known.of(row.value()))
                .filter(known -> known.validity() == validity)
                .orElse(new Known(validity, 0, 0));
    }

    private Optional<KeyedRow> row() {
        return store.read(tx -> tx.keys().find(GROUP, mailbox));
    }

    /** Another node may be further. */
    void save(Known next) {
        store.commit(tx -> {
            KeyedRows rows = tx.keys();
            Optional<KeyedRow> row = rows.find(GROUP, mailbox);
            if (row.isEmpty()) {
                return rows.insert(KeyedRow.of(GROUP, mailbox, next.text()));
            }
            KeyedRow was = row.get();
            return next.isBehind(Known.of(was.value()))
                    || rows.replace(new KeyedRow(GROUP, mailbox, next.text(), was.version() + 1, null));
        });
    }
}
