package io.embedesk.internal;

import io.embedesk.email.EmailAddress;
import io.embedesk.spi.KeyedRow;
import io.embedesk.spi.TicketTransaction;
import java.util.List;
import java.util.Locale;

/** Addresses that do not exist: mail to them would only harm the sender's name. Kept as hashes. */
final class Suppressions {
    private static final String GROUP = "suppressed";
    /** RFC 3463: bad destination mailbox or system address, and a mailbox that is disabled; a full one is not for good. */
    private static final List<String> NO_SUCH_ADDRESS = List.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1");

    private Suppressions() {}

    static void bounced(TicketTransaction tx, EmailAddress address, String detail) {
        if (NO_SUCH_ADDRESS.stream().anyMatch(code -> hasCode(detail, code))) {
            tx.keys().insert(KeyedRow.of(GROUP, key(address), ""));
        }
    }

    private static boolean hasCode(String detail, String code) {
        int at = detail.indexOf(code);
        int end = at + code.length();
        return at >= 0 && (end == detail.length() || !Character.isDigit(detail.charAt(end)));
    }

    static boolean has(TicketTransaction tx, EmailAddress address) {
        return tx.keys().find(GROUP, key(address)).isPresent();
    }

    static void lift(TicketTransaction tx, EmailAddress address) {
        tx.keys().delete(GROUP, key(address));
    }

    private static String key(EmailAddress address) {
        return Hashes.hex("suppressed", address.value().toLowerCase(Locale.ROOT));
    }
}
