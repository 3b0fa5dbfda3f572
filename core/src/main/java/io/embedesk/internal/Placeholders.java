package io.embedesk.internal;

import io.embedesk.replies.TextContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** <code>{{name}}</code> and <code>{{name|default}}</code>, read once from left to right. */
public final class Placeholders {
    private static final String BEGIN = "{{";
    private static final String END = "}}";

    private Placeholders() {}

    public static String fill(String text, TextContext context, Map<String, String> values) {
        StringBuilder out = new StringBuilder(text.length() + 64);
        int at = 0;
        for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, at)) {
            int end = text.indexOf(END, begin);
            if (end < 0) {
                break;
            }
            out.append(text, at, begin).append(value(text.substring(begin + 2, end), context, values));
            at = end + 2;
        }
        return out.append(text, at, text.length()).toString();
    }

    private static String value(String placeholder, TextContext context, Map<String, String> values) {
        int bar = placeholder.indexOf('|');
        String name = (bar < 0 ? placeholder : placeholder.substring(0, bar)).strip();
        String otherwise = bar < 0 ? "" : placeholder.substring(bar + 1).strip();
        String value = values.getOrDefault(name, "");
        return escaped(value.isBlank() ? otherwise : value, context);
    }

    private static String escaped(String value, TextContext context) {
        return switch (context) {
            case TEXT -> withoutControls(value);
            case HTML -> MailHtml.escaped(withoutControls(value));
            case HEADER -> Texts.oneLine(value, Texts.SUBJECT_LENGTH);
        };
    }

    private static String withoutControls(String value) {
        StringBuilder out = new StringBuilder(value.length());
        value.chars()
                .filter(c -> !Texts.isControl((char) c) || c == '\n' || c == '\t')
                .forEach(c -> out.append((char) c));
        return out.toString();
    }

    /** The placeholders that no value can have: misspelt, or never closed. */
    static List<String> faults(String text) {
        List<String> faults = new ArrayList<>();
        for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, begin + 2)) {
            int end = text.indexOf(END, begin);
            String inner = end < 0 ? text.substring(begin + 2) : text.substring(begin + 2, end);
            int bar = inner.indexOf('|');
            String name = (bar < 0 ? inner : inner.substring(0, bar)).strip();
            if (end < 0 || name.isEmpty() || !name.chars().allMatch(Placeholders::isNameCharacter)) {
                faults.add(Texts.shown(BEGIN + inner));
            }
        }
        return faults;
    }

    private static boolean isNameCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-';
    }
}
