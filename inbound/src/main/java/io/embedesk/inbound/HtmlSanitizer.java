package io.embedesk.inbound;

import io.embedesk.SafeHtml;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
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

    private static final List<String> FETCHED = List.of("src", "srcset", "background", "poster", "data");

    /**
     * Where a picture is that would be fetched from elsewhere. No browser loads it; a host whose reader wants to see it, and knows
     * that the sender hears of that, makes a {@code src} of it.
     */
    public static final String REMOTE_PICTURE = "data-remote";

    private static final List<String> LINKS = List.of("http:", "https:", "mailto:");
    private static final List<String> PICTURES = List.of("http:", "https:");
    private static final List<String> PARTS = List.of("cid:");

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
        for (Element element : document.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                remote += isFetched(element, attribute.getKey()) && namesAnotherHost(attribute.getValue()) ? 1 : 0;
            }
            remote += element.nameIs("style") && namesAnotherHost(element.data()) ? 1 : 0;
        }
        return remote;
    }

    private static boolean isFetched(Element element, String attribute) {
        return attribute.equals("href")
                ? element.nameIs("link") || element.nameIs("image")
                : attribute.equals("style") || FETCHED.contains(attribute);
    }

    private static boolean namesAnotherHost(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("http:") || lower.contains("https:") || lower.contains("//");
    }

    private static String cleaned(Document dirty) {
        for (Element element : dirty.getAllElements()) {
            if (element.nameIs("a")) {
                keep(element, "href", LINKS);
            } else if (element.nameIs("img")) {
                picture(element);
            }
        }
        Document clean = CLEANER.clean(dirty);
        clean.outputSettings().prettyPrint(false);
        return clean.body().html();
    }

    private static void picture(Element image) {
        if (image.hasAttr("src") && !begins(image.attr("src"), PARTS)) {
            image.attr(REMOTE_PICTURE, image.attr("src").strip());
            image.removeAttr("src");
        }
        keep(image, REMOTE_PICTURE, PICTURES);
    }

    private static void keep(Element element, String attribute, List<String> schemes) {
        if (element.hasAttr(attribute) && !begins(element.attr(attribute), schemes)) {
            element.removeAttr(attribute);
        }
    }

    /** Anything else in front, such as the control characters that a browser would skip, is no scheme that is known. */
    private static boolean begins(String url, List<String> schemes) {
        String stripped = url.strip();
        return schemes.stream().anyMatch(scheme -> stripped.regionMatches(true, 0, scheme, 0, scheme.length()));
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
                .addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow")
                .addEnforcedAttribute("a", "target", "_blank");
    }
}
