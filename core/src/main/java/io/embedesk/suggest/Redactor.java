package io.embedesk.suggest;

/** Hides from a model what it need not know. Safe for concurrent use. */
@FunctionalInterface
public interface Redactor {
    /**
     * Replaces what is to be hidden by tokens.
     *
     * @param text what somebody wrote
     * @param hidden gives the tokens; the same value always has the same one
     * @return the text with tokens
     */
    String redact(String text, Redactions hidden);

    /**
     * {@return hides e-mail addresses, phone numbers, payment cards (Luhn), bank accounts (IBAN, ISO 7064) and whatever looks
     * like a key or a token}
     */
    static Redactor standard() {
        return new StandardRedactor();
    }

    /** {@return hides nothing: for a model that runs in the host's own process} */
    static Redactor none() {
        return (text, hidden) -> text;
    }
}
