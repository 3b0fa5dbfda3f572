package io.embedesk.internal;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** Crockford's base 32 in lower case: no i, l, o, u, so that an id survives being read aloud or lower-cased by a mail server. */
public final class Crockford {
    private static final String DIGIT_VALUES = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final char[] DIGITS = DIGIT_VALUES.toCharArray();
    private static final int ID_LENGTH = 26;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Crockford() {}

    /** 48 bits of milliseconds and 80 random bits. */
    public static String ulid(Instant at) {
        byte[] bytes = randomBytes(16);
        long millis = at.toEpochMilli();
        for (int i = 5; i >= 0; i--) {
            bytes[i] = (byte) millis;
            millis >>>= 8;
        }
        return encode(bytes);
    }

    /** The time that an id was made at, to the millisecond. */
    public static Instant time(String id) {
        long millis = 0;
        for (int i = 0; i < 10; i++) {
            millis = millis << 5 | DIGIT_VALUES.indexOf(id.charAt(i));
        }
        return Instant.ofEpochMilli(millis);
    }

    /** 128 random bits. */
    public static String randomId() {
        return encode(randomBytes(16));
    }

    /** Of the same hash always the same: the first 128 bits of a hash in hexadecimal. */
    public static String derivedId(String hash) {
        return encode(HexFormat.of().parseHex(hash, 0, 32));
    }

    /** As many random bits as asked for, rounded up to whole bytes. */
    public static String random(int bits) {
        return encode(randomBytes((bits + 7) / 8));
    }

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Most significant bit first; the first digit takes the odd bits, as in a ULID. 16 bytes give 26 digits. */
    public static String encode(byte[] bytes) {
        int digits = (bytes.length * 8 + 4) / 5;
        char[] out = new char[digits];
        int buffer = 0;
        int bits = digits * 5 - bytes.length * 8;
        int at = 0;
        for (byte b : bytes) {
            buffer = (buffer << 8 | b & 0xff) & 0xfff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                out[at++] = DIGITS[buffer >>> bits & 31];
            }
        }
        return new String(out);
    }

    /** Whether the text is 26 digits that fit 128 bits. */
    public static boolean isId(String text) {
        if (text.length() != ID_LENGTH || text.charAt(0) > '7') {
            return false;
        }
        for (int i = 0; i < ID_LENGTH; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** An id in either case; only ASCII is lowered, so that no other letter can become a digit. */
    public static Optional<String> parseId(String text) {
        if (text.length() != ID_LENGTH) {
            return Optional.empty();
        }
        String lower = Texts.asciiLower(text);
        return isId(lower) ? Optional.of(lower) : Optional.empty();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' && c != 'i' && c != 'l' && c != 'o' && c != 'u';
    }
}
