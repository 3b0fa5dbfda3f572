package io.embedesk.suggest;

import io.embedesk.suggest.ContextMessage.Author;
import io.embedesk.suggest.SuggestionOutcome.Warning;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes plain text of what a model said, with no link that the desk never sent and nothing that customers may not read. It
 * works line by line, so that what is streamed is what is said in the end.
 */
final class OutputGuard {
    /** So many characters in a row are no coincidence. */
    private static final int QUOTED = 40;

    private static final String NO_LINK = "[:]//";

    private final Redactions hidden;
    private final int maxChars;
    private final Set<String> knownLinks = new HashSet<>();
    private final Set<String> internal = new HashSet<>();
    private final Set<Warning> warnings = EnumSet.noneOf(Warning.class);

    OutputGuard(SuggestionRequest request, Redactions hidden) {
        this.hidden = hidden;
        this.maxChars = request.maxChars();
        for (ContextMessage message : request.messages()) {
            if (message.author() == Author.AGENT) {
                remember(message.text());
            } else if (message.author() == Author.NOTE) {
                keepBack(message.text());
            }
        }
        for (ContextSource source : request.sources()) {
            if (source.visibility() == ContextSource.Visibility.PUBLIC) {
                remember(source.text());
            } else {
                keepBack(source.text());
            }
        }
    }

    private void remember(String text) {
        for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
            knownLinks.add(text.substring(schemeStart(text, at), linkEnd(text, at)));
        }
    }

    private void keepBack(String text) {
        String words = words(text);
        for (int i = 0; i + QUOTED <= words.length(); i++) {
            internal.add(words.substring(i, i + QUOTED));
        }
    }

    /** What matters of a text when it is compared. */
    private static String words(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .filter(Character::isLetterOrDigit)
                .map(Character::toLowerCase)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    Set<Warning> warnings() {
        return warnings;
    }

    String guarded(String said) {
        List<String> lines = new ArrayList<>();
        Untrusted.visible(said).strip().lines().forEach(line -> lines.add(line(line)));
        String text = String.join("\n", lines).strip();
        if (quotesInternal(text)) {
            // It was spread over several lines.
            warnings.add(Warning.INTERNAL_TEXT_REMOVED);
            return "";
        }
        if (text.length() <= maxChars) {
            return text;
        }
        warnings.add(Warning.SHORTENED);
        int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
        return text.substring(0, end);
    }

    String line(String said) {
        if (isReference(said)) {
            warnings.add(Warning.MARKUP_REMOVED);
            return "";
        }
        String plain = revealed(withoutUnknownLinks(withoutMarkup(said)));
        if (quotesInternal(plain)) {
            warnings.add(Warning.INTERNAL_TEXT_REMOVED);
            return "";
        }
        return plain;
    }

    /** {@code [name]: where}: invisible in Markdown, and followed by whoever shows it. */
    private static boolean isReference(String line) {
        String text = line.strip();
        int end = text.indexOf("]:");
        return text.startsWith("[") && end > 0 && text.indexOf('[', 1) < 0;
    }

    /** Images and tags go; of links the words and the address stay. */
    private String withoutMarkup(String line) {
        StringBuilder out = new StringBuilder(line.length());
        int at = 0;
        while (at < line.length()) {
            int end = markupEnd(line, at);
            if (end > at) {
                warnings.add(Warning.MARKUP_REMOVED);
                at = end;
            } else if (line.startsWith("](", at)) {
                out.append(" (");
                at += 2;
                warnings.add(Warning.MARKUP_REMOVED);
            } else {
                out.append(line.charAt(at++));
            }
        }
        return out.toString();
    }

    private static int markupEnd(String line, int at) {
        char c = line.charAt(at);
        if (c == '!' && at + 1 < line.length() && line.charAt(at + 1) == '[') {
            return imageEnd(line, at);
        }
        boolean tag = c == '<'
                && at + 1 < line.length()
                && (Character.isLetter(line.charAt(at + 1)) || "/!?".indexOf(line.charAt(at + 1)) >= 0);
        if (!tag) {
            return at;
        }
        int end = line.indexOf('>', at);
        return end < 0 ? line.length() : end + 1;
    }

    /** Whatever is not closed in its line is taken out up to its end. */
    private static int imageEnd(String line, int at) {
        int text = line.indexOf(']', at);
        if (text < 0) {
            return line.length();
        }
        char next = text + 1 < line.length() ? line.charAt(text + 1) : ' ';
        if (next != '(' && next != '[') {
            return text + 1;
        }
        int end = line.indexOf(next == '(' ? ')' : ']', text + 1);
        return end < 0 ? line.length() : end + 1;
    }

    private String withoutUnknownLinks(String line) {
        StringBuilder out = new StringBuilder(line.length());
        int at = 0;
        for (int sign = line.indexOf("://"); sign >= 0; sign = line.indexOf("://", at)) {
            int start = schemeStart(line, sign);
            int end = linkEnd(line, sign);
            out.append(line, at, sign);
            if (knownLinks.contains(line.substring(start, end))) {
                out.append(line, sign, end);
            } else {
                warnings.add(Warning.UNKNOWN_LINK);
                out.append(NO_LINK).append(line, sign + 3, end);
            }
            at = end;
        }
        return out.append(line, at, line.length()).toString().replace("www.", "www[.]");
    }

    private static int schemeStart(String text, int sign) {
        int start = sign;
        while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int linkEnd(String text, int sign) {
        int end = sign + 3;
        while (end < text.length() && " \t\n\"'<>()[]".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        while (end > sign + 3 && ".,;:!?".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    /** What was hidden stands again where the model put its token; a token that nobody gave is a guess, and goes. */
    private String revealed(String line) {
        StringBuilder out = new StringBuilder(line.length());
        int at = 0;
        for (int open = line.indexOf('['); open >= 0; open = line.indexOf('[', at)) {
            int close = line.indexOf(']', open);
            if (close < 0) {
                break;
            }
            String token = line.substring(open, close + 1);
            out.append(line, at, open).append(hidden.value(token).orElseGet(() -> isToken(token) ? "" : token));
            at = close + 1;
        }
        return out.append(line, at, line.length()).toString();
    }

    private static boolean isToken(String text) {
        int bar = text.lastIndexOf('_');
        return bar > 1
                && text.substring(1, bar).chars().allMatch(c -> c >= 'A' && c <= 'Z')
                && bar < text.length() - 2
                && text.substring(bar + 1, text.length() - 1).chars().allMatch(Character::isDigit);
    }

    private boolean quotesInternal(String text) {
        if (internal.isEmpty()) {
            return false;
        }
        String words = words(text);
        for (int i = 0; i + QUOTED <= words.length(); i++) {
            if (internal.contains(words.substring(i, i + QUOTED))) {
                return true;
            }
        }
        return false;
    }
}
