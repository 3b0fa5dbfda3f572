package io.embedesk.email;

import io.embedesk.InvalidInputException;
import io.embedesk.internal.Texts;
import java.util.Locale;
import java.util.Optional;

/**
 * The address of a mailbox, {@code local@domain} (RFC 5322 §3.4.1 addr-spec), without a display name, a comment or
 * quoting. Identity is the exact local part and the domain in lower case. Characters that could end a line on the wire
 * are refused here, so that no later code can forget.
 *
 * @param value at most 254 characters; letters beyond ASCII are allowed (RFC 6531)
 */
public record EmailAddress(String value) {
    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL_LENGTH = 64;

    // Refuses what is not an address, and lowers the domain.
    public EmailAddress {
        String fault = fault(value);
        if (fault != null) {
            throw new InvalidInputException(
                    "email", "'" + Texts.shown(value) + "' " + fault + "; expected something like name@example.org");
        }
        int at = value.lastIndexOf('@');
        value = value.substring(0, at + 1) + value.substring(at + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * An address that must be right.
     *
     * @param text the address, with or without white space around it
     * @return the address
     * @throws InvalidInputException if it is none
     */
    public static EmailAddress of(String text) {
        return new EmailAddress(text.strip());
    }

    /**
     * Reads an address that came from outside.
     *
     * @param text anything
     * @return the address, or empty when the text is none
     */
    public static Optional<EmailAddress> parse(String text) {
        String stripped = text.strip();
        return fault(stripped) == null ? Optional.of(new EmailAddress(stripped)) : Optional.empty();
    }

    /** {@return the part before the last {@code @}} */
    public String local() {
        return value.substring(0, value.lastIndexOf('@'));
    }

    /** {@return the part after the {@code @}, in lower case} */
    public String domain() {
        return value.substring(value.lastIndexOf('@') + 1);
    }

    /** {@return the address as a log may show it: {@code c***@example.org}} */
    public String masked() {
        return value.substring(0, value.offsetByCodePoints(0, 1)) + "***@" + domain();
    }

    /** {@return whether the other address reaches the same mailbox as far as anybody but its own server can tell} */
    public boolean sameAs(EmailAddress other) {
        return value.equalsIgnoreCase(other.value);
    }

    private static @org.jspecify.annotations.Nullable String fault(String value) {
        int at = value.lastIndexOf('@');
        if (at <= 0 || at == value.length() - 1) {
            return "has no local part and domain";
        }
        if (value.length() > MAX_LENGTH || at > MAX_LOCAL_LENGTH) {
            return "is too long";
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Texts.breaksAsciiField(c) || Character.isWhitespace(c) || "\"(),:;<>[\\]".indexOf(c) >= 0) {
                return "has a character that an address cannot have";
            }
        }
        if (value.indexOf('@') != at) {
            return "has more than one @";
        }
        String domain = value.substring(at + 1);
        boolean badDots =
                domain.startsWith(".") || domain.endsWith(".") || value.contains("..") || value.contains(".@");
        return badDots || value.startsWith(".") ? "has a misplaced dot" : null;
    }

    @Override
    public String toString() {
        return value;
    }
}
