package io.embedesk.email;

import io.embedesk.InvalidInputException;
import io.embedesk.internal.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The msg-id of a mail (RFC 5322 §3.6.4), held without its angle brackets. It is compared exactly but for the case of the
 * part after the {@code @}.
 *
 * @param value printable ASCII without spaces and angle brackets, at most 900 characters
 */
public record MessageId(String value) {
    private static final int MAX_LENGTH = 900;

    // Refuses what could not stand between angle brackets in a header, and lowers the part after the {@code @}.
    public MessageId {
        if (!isMessageId(value)) {
            throw new InvalidInputException("messageId", "'" + Texts.shown(value) + "' is not a message id");
        }
        int at = value.lastIndexOf('@');
        value = value.substring(0, at + 1) + value.substring(at + 1).toLowerCase(Locale.ROOT);
    }

    /**
     * Reads one id as it stands in a header or a provider's field.
     *
     * @param text with or without angle brackets
     * @return the id, or empty when the text is none
     */
    public static Optional<MessageId> parse(String text) {
        List<MessageId> found = parseAll(text);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    /**
     * Reads every id of a Message-ID, In-Reply-To or References header, liberally: phrases, commas and missing brackets are
     * passed over. One pass, whatever the text.
     *
     * @param header the unfolded header value
     * @return the ids in their order, each once
     */
    public static List<MessageId> parseAll(String header) {
        List<MessageId> found = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean bracketed = false;
        for (int i = 0; i <= header.length(); i++) {
            char c = i < header.length() ? header.charAt(i) : ' ';
            boolean space = Character.isWhitespace(c) || Texts.isControl(c);
            if (space && bracketed && i < header.length()) {
                continue; // an id that was folded in the middle
            }
            if (space || c == ',' && !bracketed || c == '<' || c == '>') {
                add(word, found);
                bracketed = c == '<';
            } else if (word.length() <= MAX_LENGTH) {
                word.append(c);
            }
        }
        return List.copyOf(found);
    }

    private static void add(StringBuilder word, List<MessageId> found) {
        String text = word.toString();
        word.setLength(0);
        if (isMessageId(text) && text.indexOf('@') > 0) {
            MessageId id = new MessageId(text);
            if (!found.contains(id)) {
                found.add(id);
            }
        }
    }

    private static boolean isMessageId(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return false;
        }
        return text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '<' && c != '>');
    }

    /** {@return the id as a header shows it, in angle brackets} */
    public String bracketed() {
        return "<" + value + ">";
    }

    @Override
    public String toString() {
        return value;
    }
}
