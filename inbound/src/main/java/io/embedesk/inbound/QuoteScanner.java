package io.embedesk.inbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds where the quote of the mail before begins, line by line and without regular expressions over the text: an
 * attribution, a marker or a block of headers with what follows, or the {@code >} lines at the end.
 */
final class QuoteScanner {
    private static final int MAX_ATTRIBUTION_LINES = 3;
    private static final Set<String> WROTE = Set.of(
            "wrote",
            "writes",
            "schrieb",
            "geschrieben",
            "écrit",
            "escribió",
            "escreveu",
            "scritto",
            "schreef",
            "geschreven",
            "skrev",
            "kirjoitti",
            "napisał",
            "napisał(a)",
            "написал",
            "пише",
            "napsal",
            "napsal(a)",
            "yazdı",
            "írta",
            "scris",
            "写道",
            "寫道");
    private static final List<String> MARKERS = List.of(
            "original message",
            "ursprüngliche nachricht",
            "message d'origine",
            "mensaje original",
            "oprindelig meddelelse",
            "reply message",
            "原始邮件");
    private static final List<String> FORWARDS =
            List.of("forwarded message", "begin forwarded message", "weitergeleitete nachricht", "message transféré");
    private static final Set<String> FROM_LABELS = Set.of("from", "von", "de", "da", "van", "från", "fra", "发件人");
    private static final Set<String> OTHER_LABELS = Set.of(
            "sent",
            "date",
            "to",
            "cc",
            "subject",
            "gesendet",
            "datum",
            "an",
            "betreff",
            "envoyé",
            "à",
            "objet",
            "enviado",
            "fecha",
            "para",
            "asunto",
            "inviato",
            "a",
            "oggetto",
            "verzonden",
            "aan",
            "onderwerp",
            "skickat",
            "till",
            "ämne",
            "sendt",
            "til",
            "emne",
            "发送时间",
            "收件人",
            "主题");

    private final List<String> lines;

    QuoteScanner(String text) {
        this.lines = List.of(text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1));
    }

    ReplyText divide() {
        int cut = cut();
        String reply = joined(0, cut);
        if (cut == lines.size() || reply.isBlank()) {
            return new ReplyText(joined(0, lines.size()), null);
        }
        return new ReplyText(reply, joined(cut, lines.size()));
    }

    private String joined(int from, int to) {
        return lines.subList(from, to).stream()
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private int cut() {
        for (int i = 0; i < lines.size(); i++) {
            if (isForward(i)) {
                return lines.size();
            }
            if (isMarker(i) || isHeaderBlock(i)) {
                return withoutRule(i);
            }
            int end = attributionEnd(i);
            if (end > 0) {
                return isAnsweredBetween(end) ? lines.size() : i;
            }
        }
        return trailingQuote();
    }

    private boolean isForward(int i) {
        String line = bare(i);
        return FORWARDS.stream().anyMatch(line::startsWith);
    }

    private boolean isMarker(int i) {
        boolean dashed =
                lines.get(i).strip().startsWith("--") || lines.get(i).strip().startsWith("‐‐");
        String line = bare(i);
        return dashed && MARKERS.stream().anyMatch(line::startsWith);
    }

    /** Without the dashes round it, in lower case. */
    private String bare(int i) {
        String line = lines.get(i).strip();
        int from = 0;
        while (from < line.length() && "-‐_* ".indexOf(line.charAt(from)) >= 0) {
            from++;
        }
        return line.substring(from).toLowerCase(Locale.ROOT);
    }

    /** As Outlook quotes: From and at least two other labels on consecutive lines. */
    private boolean isHeaderBlock(int i) {
        if (!FROM_LABELS.contains(label(i))) {
            return false;
        }
        int others = 0;
        for (int j = i + 1; j < Math.min(lines.size(), i + 7) && !lines.get(j).isBlank(); j++) {
            others += OTHER_LABELS.contains(label(j)) ? 1 : 0;
        }
        return others >= 2;
    }

    private String label(int i) {
        String line = lines.get(i).strip().replace("*", "");
        int colon = line.indexOf(':') >= 0 ? line.indexOf(':') : line.indexOf('：');
        return colon > 0 && colon < 20 ? line.substring(0, colon).strip().toLowerCase(Locale.ROOT) : "";
    }

    /** The rule that Outlook draws above its block goes with it. */
    private int withoutRule(int i) {
        int at = i;
        while (at > 0 && lines.get(at - 1).isBlank()) {
            at--;
        }
        boolean rule = at > 0
                && lines.get(at - 1).strip().length() >= 5
                && lines.get(at - 1).strip().chars().allMatch(c -> c == '_' || c == '-');
        return rule ? at - 1 : i;
    }

    /** "On … wrote:", over up to three lines, before a quote: the index behind it, or 0. */
    private int attributionEnd(int i) {
        if (lines.get(i).isBlank() || lines.get(i).startsWith(">")) {
            return 0;
        }
        StringBuilder joined = new StringBuilder();
        for (int j = i;
                j < Math.min(lines.size(), i + MAX_ATTRIBUTION_LINES)
                        && !lines.get(j).isBlank();
                j++) {
            joined.append(' ').append(lines.get(j).strip());
            if (isAttribution(joined.toString())) {
                return isFollowedByQuote(j + 1) || joined.indexOf("@") > 0 ? j + 1 : 0;
            }
        }
        return 0;
    }

    private static boolean isAttribution(String line) {
        String text = line.strip();
        boolean ends = text.endsWith(":") || text.endsWith("：");
        boolean dated = text.chars().anyMatch(Character::isDigit) || text.indexOf('@') > 0;
        return ends && dated && text.length() < 400 && words(text).stream().anyMatch(WROTE::contains);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.toLowerCase(Locale.ROOT).split("[\\s:：,]", -1)) {
            words.add(word);
            if (word.endsWith("写道") || word.endsWith("寫道")) {
                words.add(word.substring(word.length() - 2));
            }
        }
        return words;
    }

    private boolean isFollowedByQuote(int from) {
        for (int i = from; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                return lines.get(i).strip().startsWith(">");
            }
        }
        return false;
    }

    /** Text between or below {@code >} lines is an answer to them: then the whole is kept. */
    private boolean isAnsweredBetween(int from) {
        boolean quoted = false;
        for (int i = from; i < lines.size(); i++) {
            boolean quote = lines.get(i).strip().startsWith(">");
            if (quoted && !quote && !lines.get(i).isBlank()) {
                return true;
            }
            quoted |= quote;
        }
        return false;
    }

    private int trailingQuote() {
        int at = lines.size();
        while (at > 0
                && (lines.get(at - 1).isBlank() || lines.get(at - 1).strip().startsWith(">"))) {
            at--;
        }
        boolean quotes =
                lines.subList(at, lines.size()).stream().anyMatch(l -> l.strip().startsWith(">"));
        return quotes ? at : lines.size();
    }
}
