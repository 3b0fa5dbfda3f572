package io.embedesk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A password or key that prints as {@code ***}. It is not serializable and has no JSON form; the only way to its value is
 * to {@linkplain #reveal() ask for it}.
 */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * Wraps a secret.
     *
     * @param value not blank
     * @return the secret
     * @throws InvalidInputException if it is blank: an empty secret protects nothing
     */
    public static Secret of(String value) {
        if (value.isBlank()) {
            throw new InvalidInputException("secret", "is blank; pass the value your provider shows, or leave it out");
        }
        return new Secret(value);
    }

    /** {@return the secret itself; keep it out of logs, messages and fields} */
    public String reveal() {
        return value;
    }

    /** {@return the secret's UTF-8 bytes, a fresh copy} */
    public byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && java.security.MessageDigest.isEqual(this.bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes());
    }

    @Override
    public String toString() {
        return "***";
    }
}
