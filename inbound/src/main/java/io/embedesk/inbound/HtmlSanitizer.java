package io.embedesk.inbound;

import io.embedesk.SafeHtml;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * HTML of a stranger, made fit for a page: an allow-list of elements and attributes; nothing that acts, nothing that is
 * fetched. Images of the mail itself keep their {@code cid:}, for the host to point at the attachment; remote ones lose
 * their source. Cleaning its own result changes nothing.
 */
public final class HtmlSanitizer {
    /** A parser may read its own output differently; what does not settle in this many rounds is kept as text alone. */
    private static final int MOST_ROUNDS = 4;

    private static final List<String> FETCHED = List.of("src", "srcset", "background", "poster", "data", "href");

    /**
     * Where a picture is that would be fetched from elsewhere. No browser loads it; a host whose reader wants to see it, and knows
     * that the sender hears of that, makes a {@code src} of it.
     */
    public static final String REMOTE_PICTURE = "data-remote";

    private static final Cleaner CLEANER = new Cleaner(safelist());

    private HtmlSanitizer() {}

    /**
     * Cleans a document or a fragment.
     *
     * @param html anything
     * @return what is left of its body
     */
    public static SafeHtml sanitize(String html) {
        return sanitized(Jsoup.parseBodyFragment(html));
    }

    /** What is left of a document that was parsed already, and is changed by this. */
    static SafeHtml sanitized(Document dirty) {
        Document document = dirty;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            String cleaned = cleaned(document);
            document = Jsoup.parseBodyFragment(cleaned);
            document.outputSettings().prettyPrint(false);
            if (document.body().html().equals(cleaned)) {
                return new SafeHtml(cleaned);
            }
        }
        return new SafeHtml(Entities.escape(document.text()));
    }

    /**
     * Counts what {@link #sanitize} takes out because it would be fetched from elsewhere: pictures, styles, frames and the like.
     *
     * @param html anything
     * @return how many; a host may say so, for what is missing may matter
     */
    public static int remoteReferences(String html) {
        return remoteReferences(Jsoup.parseBodyFragment(html));
    }

    static int remoteReferences(Document document) {
        int remote = 0;
        for (String attribute : FETCHED) {
            for (Element element : document.select("[" + attribute + "]")) {
                boolean link = attribute.equals("href") && !element.nameIs("link") && !element.nameIs("image");
                remote += !link && namesAnotherHost(element.attr(attribute)) ? 1 : 0;
            }
        }
        for (Element styled : document.select("[style],style")) {
            String style = styled.nameIs("style") ? styled.data() : styled.attr("style");
            remote += namesAnotherHost(style) ? 1 : 0;
        }
        return remote;
    }

    private static boolean namesAnotherHost(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("http:") || lower.contains("https:") || lower.contains("//");
    }

    private static String cleaned(Document dirty) {
        dirty.select("img[src]").stream().filter(HtmlSanitizer::isRemote).forEach(image -> {
            image.attr(REMOTE_PICTURE, image.attr("src").strip());
            image.removeAttr("src");
        });
        Document clean = CLEANER.clean(dirty);
        clean.outputSettings().prettyPrint(false);
        return clean.body().html();
    }

    private static boolean isRemote(Element image) {
        return !image.attr("src").strip().toLowerCase(Locale.ROOT).startsWith("cid:");
    }

    private static Safelist safelist() {
        return new Safelist()
                .addTags("a", "b", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em")
                .addTags("h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre", "s")
                .addTags("small", "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr")
                .addTags("u", "ul")
                .addAttributes("a", "href")
                .addAttributes("img", "src", REMOTE_PICTURE, "alt", "width", "height")
                .addAttributes("td", "colspan", "rowspan")
                .addAttributes("th", "colspan", "rowspan")
                .addAttributes("ol", "start")
                .addProtocols("a", "href", "http", "https", "mailto")
                .addProtocols("img", "src", "cid")
                .addProtocols("img", REMOTE_PICTURE, "http", "https")
                .addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow")
                .addEnforcedAttribute("a", "target", "_blank");
    }
}
