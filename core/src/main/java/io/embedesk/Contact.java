package io.embedesk;

import io.embedesk.email.EmailAddress;
import org.jspecify.annotations.Nullable;

/**
 * The customer of a ticket. Both parts may be missing: a ticket without an address can be worked, but replies to it are
 * not mailed.
 *
 * @param name what the customer is called, or null
 * @param email where replies go, or null
 */
public record Contact(@Nullable String name, @Nullable EmailAddress email) {
    /** Nobody in particular. */
    public static final Contact UNKNOWN = new Contact(null, null);

    /** {@return the name, else the address, else {@code "Unknown"}: what a list shows} */
    public String displayName() {
        if (name != null && !name.isBlank()) {
            return name;
        }
        return email != null ? email.value() : "Unknown";
    }

    /** Personal data stays out of logs. */
    @Override
    public String toString() {
        return "Contact[" + (email == null ? "no e-mail" : email.masked()) + "]";
    }
}
