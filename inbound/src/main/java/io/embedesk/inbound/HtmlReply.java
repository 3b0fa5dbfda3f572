package io.embedesk.inbound;

import io.embedesk.inbound.QuoteLine.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * The reply of an HTML mail: quoted elements are taken out by the marks that mail programs leave, and what is left is looked at as text.
 * A mark alone is no evidence: where nothing readable would be left, or something is written between two quotes, the mail is kept.
 *
 * @param text what is new and what was cut, as plain text
 * @param document what is to be shown: without what was cut by its marks, if anything was; null when it has to be parsed anew
 */
record HtmlReply(ReplyText text, @Nullable Document document) {
    /** Somebody else's words, and only those. */
    private static final String QUOTES = String.join(
            ",",
            "[class*=embedesk-reply]",
            "blockquote.gmail_quote",
            "div.gmail_quote:has(.gmail_attr):not(:has(blockquote))",
            "div.gmail_quote:has(> .gmail_attr) > blockquote",
            "blockquote[type=cite]",
            "blockquote[cite]",
            "blockquote.protonmail_quote",
            "div.protonmail_quote",
            "[id*=yahoo_quoted]",
            ".yahoo_quoted",
            ".tutanota_quote",
            ".zmail_extra",
            "#blockquote_zmail",
            ".front-blockquote",
            "includetail",
            ".moz-cite-prefix + blockquote",
            "blockquote[style~=border-left]");
    /** Who wrote it, when. */
    private static final String ATTRIBUTIONS = ".gmail_attr,.moz-cite-prefix";
    /** From here on to the end. */
    private static final String ENDS = String.join(
            ",",
            "#divRplyFwdMsg",
            "#appendonsend",
            "#mail-editor-reference-message-container",
            ".ms-outlook-mobile-reference-message",
            "#OLK_SRC_BODY_SECTION",
            "div[name=messageReplySection]",
            "hr[data-marker=__DIVIDER__]",
            "hr#zwchr",
            "#isReplyContent",
            ".ntes-mailmaster-quote",
            ".zmail_extra_hr",
            ".yahoo-quoted-begin");

    private static final String SIGNATURES = String.join(
            ",",
            ".gmail_signature",
            ".moz-signature",
            ".protonmail_signature_block",
            "#Signature",
            "#AppleMailSignature",
            "#ms-outlook-mobile-signature",
            ".gmail_signature_prefix");

    static HtmlReply divide(String html) {
        Document document = Jsoup.parse(html);
        Element body = document.body();
        String whole = text(body);
        if (isPassedOn(whole) || isAnsweredBetween(body)) {
            return new HtmlReply(new ReplyText(whole, null), document);
        }
        List<String> cut = new ArrayList<>();
        cutEnds(body, cut);
        for (String marks : List.of(QUOTES, ATTRIBUTIONS, SIGNATURES)) {
            for (Element quote : body.select(marks)) {
                if (quote.parents().contains(body)) {
                    cut.add(text(quote));
                    quote.remove();
                }
            }
        }
        String rest = text(body);
        if (cut.isEmpty() || rest.isBlank()) {
            // What was cut out of it is shown as well, then.
            return new HtmlReply(ReplyExtractor.ofPlain(whole), cut.isEmpty() ? document : null);
        }
        ReplyText left = ReplyExtractor.ofPlain(rest);
        left.quoted().ifPresent(quoted -> cut.add(0, quoted));
        String quoted = String.join("\n", cut).strip();
        return quoted.isEmpty()
                ? new HtmlReply(left, null)
                : new HtmlReply(new ReplyText(left.reply(), quoted), document);
    }

    private static boolean isPassedOn(String text) {
        for (QuoteLine line : QuoteLine.all(text)) {
            if (line.is(Kind.FORWARDED)) {
                return true;
            }
            if (line.beginsQuote()) {
                return false;
            }
        }
        return false;
    }

    /** Something readable stands between two quotes. */
    private static boolean isAnsweredBetween(Element body) {
        List<Element> quotes = body.select(QUOTES).stream()
                .filter(quote -> quote.parents().stream().noneMatch(parent -> parent.is(QUOTES)))
                .toList();
        if (quotes.size() < 2) {
            return false;
        }
        Between between = new Between(Set.copyOf(quotes));
        NodeTraversor.traverse(between, body);
        return between.found;
    }

    private static final class Between implements NodeVisitor {
        private final Set<Node> quotes;
        private int within;
        private boolean quoted;
        private boolean written;
        private boolean found;

        Between(Set<Node> quotes) {
            this.quotes = quotes;
        }

        @Override
        public void head(Node node, int depth) {
            if (isQuote(node)) {
                found |= quoted && written;
                quoted = true;
                within++;
            } else if (within == 0 && node instanceof TextNode text && !QuoteLine.isBlank(text.getWholeText())) {
                written |= quoted && !isAttribution(text);
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (isQuote(node)) {
                within--;
                written = false;
            }
        }

        private static boolean isAttribution(TextNode text) {
            Element parent = text.parent();
            return parent != null && parent.closest(ATTRIBUTIONS) != null;
        }

        private boolean isQuote(Node node) {
            return node instanceof Element && quotes.contains(node);
        }
    }

    /** The first mark behind which everything is quoted, and all that follows it. */
    private static void cutEnds(Element body, List<String> cut) {
        Set<Element> ends = new HashSet<>(body.select(ENDS));
        body.select("div[style]").stream()
                .filter(HtmlReply::isOutlookHeader)
                .findFirst()
                .ifPresent(ends::add);
        Element first = body.getAllElements().stream()
                .filter(ends::contains)
                .findFirst()
                .orElse(null);
        if (first == null) {
            return;
        }
        StringBuilder text = new StringBuilder(text(first));
        for (Element at = first; at != null && !at.equals(body); at = at.parent()) {
            for (Node next = at.nextSibling(); next != null; next = at.nextSibling()) {
                text.append('\n')
                        .append(next instanceof Element e ? text(e) : next instanceof TextNode t ? t.text() : "");
                next.remove();
            }
        }
        first.remove();
        cut.add(text.toString().strip());
    }

    /** A line above "From:", as Outlook draws it. */
    private static boolean isOutlookHeader(Element div) {
        String style = div.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
        boolean ruled = style.contains("border-top:solid") || style.contains("border-top-style:solid");
        return ruled && QuoteLine.all(text(div)).get(0).is(Kind.HEADERS);
    }

    /** Blocks and line breaks become lines. */
    static String text(Element element) {
        StringBuilder out = new StringBuilder();
        NodeTraversor.traverse(
                new NodeVisitor() {
                    @Override
                    public void head(Node node, int depth) {
                        if (node instanceof TextNode text) {
                            String words = text.text();
                            boolean lineStart = out.length() == 0 || out.charAt(out.length() - 1) == '\n';
                            out.append(lineStart ? words.stripLeading() : words);
                        } else if (node instanceof Element e && (e.isBlock() || e.nameIs("br"))) {
                            newLine(out);
                        }
                    }

                    @Override
                    public void tail(Node node, int depth) {
                        if (node instanceof Element e && e.isBlock()) {
                            newLine(out);
                            if (e.nameIs("p")) {
                                out.append('\n');
                            }
                        }
                    }
                },
                element);
        return out.toString().strip();
    }

    static String text(String html) {
        return text(Jsoup.parse(html).body());
    }

    private static void newLine(StringBuilder out) {
        boolean blank =
                out.length() >= 2 && out.charAt(out.length() - 1) == '\n' && out.charAt(out.length() - 2) == '\n';
        if (out.length() > 0 && !blank) {
            out.append('\n');
        }
    }
}
