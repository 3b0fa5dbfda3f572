package io.embedesk.inbound;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What mail programs say round what they quote, in the languages of {@code quote-words.txt}. */
final class QuoteWords {
    static final QuoteWords ALL = read();

    /** What a line must name besides, to be a telephone's signature and not a sentence. */
    private static final Set<String> DEVICES = Set.of(
            ("mailbox mail airmail windows outlook phone mobile iphone ipad ipod android samsung galaxy blackberry device tablet"
                            + " proton protonmail yahoo gmail spark tutanota k-9 fairemail aol superhuman mobil mobilgerät handy"
                            + " smartphone huawei xiaomi nokia htc telefon")
                    .split(" "));

    private static final int LONGEST_SIGNATURE = 90;
    /** From here on are the scripts in which words may be written together. */
    private static final char UNSPACED = 0x0590;

    private final Map<String, List<String>> words;
    private final Set<String> fromLabels;
    private final Set<String> otherLabels;
    private final Set<String> beginnings;
    private final Set<String> wroteAnywhere;

    private QuoteWords(Map<String, List<String>> words) {
        this.words = words;
        this.fromLabels = Set.copyOf(of("from"));
        this.otherLabels = Set.copyOf(of("labels"));
        this.beginnings = Set.copyOf(of("on"));
        this.wroteAnywhere = Set.copyOf(of("wrote-mid"));
    }

    private static QuoteWords read() {
        Map<String, Set<String>> words = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(QuoteWords.class.getResourceAsStream("quote-words.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int colon = line.indexOf(": ");
                if (colon > 0 && !line.startsWith("#")) {
                    Set<String> known = words.computeIfAbsent(line.substring(0, colon), key -> new HashSet<>());
                    for (String word : line.substring(colon + 2).split("\\|", -1)) {
                        known.add(word.strip());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, List<String>> lists = new HashMap<>();
        words.forEach((key, known) -> lists.put(key, List.copyOf(known)));
        return new QuoteWords(lists);
    }

    private List<String> of(String key) {
        return words.getOrDefault(key, List.of());
    }

    /** Whether somebody wrote something, as an attribution says it. In lower case, without what closes it. */
    boolean endsWithWrote(String text) {
        return of("wrote").stream().anyMatch(verb -> endsWithWord(text, verb));
    }

    private static boolean endsWithWord(String text, String word) {
        int at = text.length() - word.length();
        // Chinese, Japanese and Korean are written without blanks.
        return text.endsWith(word)
                && (at == 0
                        || !Character.isLetterOrDigit(text.charAt(at - 1))
                        || Character.isIdeographic(word.charAt(0))
                        || word.charAt(0) >= 0x3000);
    }

    boolean hasWrote(List<String> words) {
        return words.stream().anyMatch(wroteAnywhere::contains);
    }

    boolean isBeginning(String word) {
        return beginnings.contains(word)
                || word.charAt(0) >= UNSPACED
                        && beginnings.stream().anyMatch(on -> on.charAt(0) >= UNSPACED && word.startsWith(on));
    }

    boolean isFromLabel(String label) {
        return fromLabels.contains(label);
    }

    boolean isOtherLabel(String label) {
        return otherLabels.contains(label);
    }

    boolean beginsOriginal(String text) {
        return of("original").stream().anyMatch(text::startsWith);
    }

    boolean beginsForwarded(String text) {
        return of("forwarded").stream().anyMatch(text::startsWith);
    }

    boolean isForwardSubject(String subject) {
        String text = subject.strip().toLowerCase(Locale.ROOT);
        return of("fwd").stream().anyMatch(text::startsWith);
    }

    boolean isMobileSignature(String line) {
        String text = trimmed(line, "<>()[]*_-–— .").toLowerCase(Locale.ROOT);
        if (text.isEmpty() || text.length() > LONGEST_SIGNATURE) {
            return false;
        }
        return text.endsWith("from mobile")
                || of("from-my").stream().anyMatch(text::startsWith)
                || (of("sent-from").stream().anyMatch(text::startsWith)
                                || of("from-end").stream().anyMatch(text::endsWith))
                        && namesADevice(text);
    }

    private static boolean namesADevice(String text) {
        return wordsOf(text).stream().anyMatch(DEVICES::contains)
                // Written together with the word before, or in another script.
                || List.of("iphone", "ipad", "android", "outlook").stream().anyMatch(text::contains);
    }

    /** Without any of these characters at its ends. */
    static String trimmed(String text, String characters) {
        int from = 0;
        int to = text.length();
        while (from < to && characters.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && characters.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    /** The first of {@link #wordsOf}, cut off at a position; empty when there is none before it. */
    static String firstWord(String text, int most) {
        int end = Math.min(text.length(), most);
        int from = 0;
        while (from < end && !isWithin(text.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < end && isWithin(text.charAt(to))) {
            to++;
        }
        return text.substring(from, to);
    }

    private static boolean isWithin(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '.';
    }

    /** Cut at everything that is no letter, digit, dash or dot. */
    static List<String> wordsOf(String text) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !isWithin(text.charAt(i))) {
                if (i > from) {
                    words.add(text.substring(from, i));
                }
                from = i + 1;
            }
        }
        return words;
    }
}
