package io.embedesk.examples.helpdesk;

import java.util.List;
import java.util.regex.Pattern;

/** What a letter says, without whom it greets and who signs it: those are other people the next time. */
final class Letters {
    private static final Pattern GREETING =
            Pattern.compile("(?i)^(hello|hi|dear|good (morning|afternoon|evening)|hallo|bonjour|hola)\\b.{0,60}$");

    private static final int LONGEST_NAME = 25;

    private Letters() {}

    static String withoutGreeting(String letter) {
        List<String> lines = letter.strip().lines().toList();
        int from = !lines.isEmpty() && GREETING.matcher(lines.get(0)).matches() ? 1 : 0;
        int to = lines.size();
        boolean signed = to - from > 2
                && lines.get(to - 2).isBlank()
                && lines.get(to - 1).length() <= LONGEST_NAME
                && !lines.get(to - 1).contains("?");
        String text =
                String.join("\n", lines.subList(from, signed ? to - 1 : to)).strip();
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
