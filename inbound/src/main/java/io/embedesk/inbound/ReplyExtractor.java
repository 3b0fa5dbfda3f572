package io.embedesk.inbound;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what is new in an answer. What was quoted is returned beside it; a mail that is passed on is kept whole. */
public final class ReplyExtractor {
    /**
     * Somebody else's mail within a mail, with its headers.
     *
     * @param before what was written above it; may be empty
     * @param mail the mail from its first header on
     */
    public record EmbeddedMail(String before, String mail) {}

    private ReplyExtractor() {}

    /**
     * Divides a mail. Its plain text counts when it has one, for what is quoted is marked there on every line; where nothing is
     * marked, the marks of its HTML do.
     *
     * @param subject its subject, which tells whether the mail was passed on; may be empty
     * @param text its plain text, or null
     * @param html its HTML, or null
     * @return its parts
     */
    public static ReplyText extract(String subject, @Nullable String text, @Nullable String html) {
        return divide(subject, text, html).text();
    }

    static HtmlReply divide(String subject, @Nullable String text, @Nullable String html) {
        String plain = text == null || text.isBlank() ? null : text;
        if (QuoteWords.ALL.isForwardSubject(subject)) {
            String whole = plain == null && html != null ? HtmlReply.text(html) : Objects.requireNonNullElse(plain, "");
            return new HtmlReply(new ReplyText(whole.strip(), null), null);
        }
        HtmlReply marked = html == null ? new HtmlReply(new ReplyText("", null), null) : HtmlReply.divide(html);
        if (plain == null) {
            return marked;
        }
        ReplyText divided = ofPlain(plain);
        boolean unmarked = divided.quotedText() == null && marked.text().quotedText() != null;
        return unmarked ? marked : new HtmlReply(divided, marked.document());
    }

    /**
     * Divides plain text.
     *
     * @param text the body of a mail
     * @return its parts
     */
    public static ReplyText ofPlain(String text) {
        return new QuoteScanner(text).divide();
    }

    /**
     * Finds a mail that is quoted or passed on below a block of headers.
     *
     * @param text the body of a mail
     * @return it and what stands above it
     */
    public static Optional<EmbeddedMail> embedded(String text) {
        List<String> parts = QuoteScanner.embedded(text);
        return parts.isEmpty() ? Optional.empty() : Optional.of(new EmbeddedMail(parts.get(0), parts.get(1)));
    }
}
