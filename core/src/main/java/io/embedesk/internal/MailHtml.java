package io.embedesk.internal;

import io.embedesk.SafeHtml;

/** The HTML part of a reply: the text, escaped and with its links, inside one element by which the quote is found again. */
final class MailHtml {
    /** The class of the wrapper; a mail client quotes it with the rest. */
    static final String WRAPPER_CLASS = "embedesk-reply";

    private MailHtml() {}

    static String ofText(String text) {
        StringBuilder out = new StringBuilder(text.length() * 2);
        int at = 0;
        while (at < text.length()) {
            int end = isLink(text, at) ? linkEnd(text, at) : at;
            if (end > at) {
                String link = escaped(text.substring(at, end));
                out.append("<a href=\"").append(link).append("\">").append(link).append("</a>");
                at = end;
            } else {
                escape(text.charAt(at++), out);
            }
        }
        return wrapped(out.toString());
    }

    static String of(SafeHtml html) {
        return wrapped(html.value());
    }

    private static String wrapped(String html) {
        return "<div class=\"" + WRAPPER_CLASS + "\">" + html + "</div>";
    }

    private static boolean isLink(String text, int at) {
        boolean wordBegins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
        return wordBegins
                && (text.regionMatches(true, at, "https://", 0, 8) || text.regionMatches(true, at, "http://", 0, 7));
    }

    private static int linkEnd(String text, int from) {
        int end = from;
        while (end < text.length()
                && !Character.isWhitespace(text.charAt(end))
                && "<>\"'".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        while (end > from && ".,;:!?)]}".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.chars().forEach(c -> escape((char) c, out));
        return out.toString();
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            case '\n' -> out.append("<br>\n");
            case '\r' -> {}
            default -> out.append(c);
        }
    }
}
