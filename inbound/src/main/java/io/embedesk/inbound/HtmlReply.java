package io.embedesk.inbound;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** The reply of a mail that has only HTML: quoted elements are taken out by the marks that mail programs leave. */
final class HtmlReply {
    private static final List<String> QUOTES = List.of(
            "div.gmail_quote",
            "blockquote[type=cite]",
            "div.yahoo_quoted",
            "div.protonmail_quote",
            "#divRplyFwdMsg",
            "div.embedesk-reply",
            ".moz-cite-prefix");

    private HtmlReply() {}

    static ReplyText divide(String html) {
        Document document = Jsoup.parse(html);
        String whole = text(document.body());
        StringBuilder quoted = new StringBuilder();
        for (Element quote : document.body().select(String.join(",", QUOTES))) {
            if (isStillThere(quote, document)) {
                quoted.append(text(quote)).append('\n');
                quote.remove();
            }
        }
        String reply = text(document.body());
        if (reply.isBlank() || quoted.isEmpty()) {
            return ReplyText.ofPlain(whole);
        }
        ReplyText rest = ReplyText.ofPlain(reply);
        return new ReplyText(rest.reply(), (rest.quoted().map(q -> q + "\n").orElse("") + quoted).strip());
    }

    /** A quote within a quote went with the outer one. */
    private static boolean isStillThere(Element quote, Document document) {
        return quote.parents().stream().anyMatch(document.body()::equals);
    }

    /** Blocks and line breaks become lines; cells a tab. */
    static String text(Element element) {
        StringBuilder out = new StringBuilder();
        element.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode text) {
                    out.append(text.text());
                } else if (node instanceof Element e && (e.isBlock() || e.nameIs("br"))) {
                    newLine(out);
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element e && e.isBlock()) {
                    newLine(out);
                }
            }
        });
        return out.toString().strip();
    }

    private static void newLine(StringBuilder out) {
        boolean blank =
                out.length() >= 2 && out.charAt(out.length() - 1) == '\n' && out.charAt(out.length() - 2) == '\n';
        if (out.length() > 0 && !blank) {
            out.append('\n');
        }
    }
}
