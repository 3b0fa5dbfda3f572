package io.embedesk;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of a text as a search sees them: letters and digits in a row, in lower case, without accents, in the compatibility
 * form of Unicode (UAX #15, NFKD). In scripts that put no blanks between words, each character is one. A store that has an
 * index of its own fills it with these, so that every store finds the same.
 *
 * @param words each once, in the order in which they first occur
 */
public record SearchWords(Set<String> words) {
    /** Longer words are cut, those that are looked for as well. */
    private static final int MOST_CHARS = 40;

    private static final int FIRST_MARK = 0x300;
    private static final int LAST_MARK = 0x36F;
    /** The marks of kana. */
    private static final int VOICED_MARK = 0x3099;

    private static final int HALF_VOICED_MARK = 0x309A;
    private static final Set<UnicodeScript> WITHOUT_BLANKS =
            EnumSet.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.THAI);

    public SearchWords {
        words = Collections.unmodifiableSet(new LinkedHashSet<>(words));
    }

    /**
     * Of a text.
     *
     * @param text any, or null
     * @return its words
     */
    public static SearchWords of(@Nullable String text) {
        Scan scan = new Scan();
        if (text != null) {
            Normalizer.normalize(text, Normalizer.Form.NFKD)
                    .toLowerCase(Locale.ROOT)
                    .codePoints()
                    .forEach(scan::next);
        }
        scan.end();
        return new SearchWords(scan.words);
    }

    /**
     * Of a ticket without its thread: subject, description, contact and number.
     *
     * @param ticket any ticket
     * @return its words
     */
    public static SearchWords of(Ticket ticket) {
        Contact contact = ticket.contact();
        Stream<@Nullable String> texts = Stream.of(
                Long.toString(ticket.number()),
                ticket.subject(),
                contact.name(),
                contact.email() == null ? null : contact.email().value(),
                ticket.description());
        Set<String> all = new LinkedHashSet<>();
        texts.forEach(text -> all.addAll(of(text).words()));
        return new SearchWords(all);
    }

    /**
     * Whether any begins so.
     *
     * @param beginning a word or its beginning
     * @return whether there is one
     */
    public boolean haveBeginning(String beginning) {
        return words.contains(beginning) || words.stream().anyMatch(word -> word.startsWith(beginning));
    }

    /** {@return the words in order} */
    public Stream<String> stream() {
        return words.stream();
    }

    private static final class Scan {
        final Set<String> words = new LinkedHashSet<>();
        private final StringBuilder word = new StringBuilder();

        void next(int character) {
            if (isAccent(character)) {
                return;
            }
            if (character > LAST_MARK && isWord(character)) {
                end();
                words.add(Character.toString(character));
            } else if (isPart(character)) {
                if (word.length() < MOST_CHARS) {
                    word.appendCodePoint(character);
                }
            } else {
                end();
            }
        }

        private static boolean isAccent(int character) {
            return character >= FIRST_MARK && character <= LAST_MARK
                    || character == VOICED_MARK
                    || character == HALF_VOICED_MARK;
        }

        private static boolean isWord(int character) {
            return Character.isLetter(character) && WITHOUT_BLANKS.contains(UnicodeScript.of(character));
        }

        /** Marks carry the vowels of many scripts. */
        private static boolean isPart(int character) {
            int type = Character.getType(character);
            return Character.isLetterOrDigit(character)
                    || type == Character.NON_SPACING_MARK
                    || type == Character.COMBINING_SPACING_MARK;
        }

        void end() {
            if (word.length() > 0) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
    }
}
