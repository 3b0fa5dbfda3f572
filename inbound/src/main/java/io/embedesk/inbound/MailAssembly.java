package io.embedesk.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import io.embedesk.Content;
import io.embedesk.FileName;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.HeaderText;
import io.embedesk.email.Mailbox;
import io.embedesk.email.MessageId;
import io.embedesk.inbound.InboundException.Reason;
import io.embedesk.intake.IncomingMessage.Authentication;
import jakarta.mail.internet.MailDateFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParsePosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/** Makes an {@link InboundEmail} of what a payload says: the same conclusions for every provider. */
final class MailAssembly implements AutoCloseable {
    private static final int MAX_REFERENCES = 100;
    private static final int BLOCK = 16 << 10;
    private final InboundLimits limits;
    private final Predicate<String> ownMarker;
    private final List<Bytes> kept = new ArrayList<>();

    /** Whose Authentication-Results count, or null. */
    private final @Nullable String mailServer;

    MailAssembly(InboundLimits limits, Predicate<String> ownMarker, @Nullable String mailServer) {
        this.limits = limits;
        this.ownMarker = ownMarker;
        this.mailServer = mailServer;
    }

    /** A mail that a request only points at. */
    MailDraft fetched(Fetcher fetcher, URI place) {
        return mime(bytes(fetcher, place));
    }

    /** Up to the limit of a request; kept as long as the request is. */
    Bytes bytes(Fetcher fetcher, URI place) {
        try (InputStream in = fetcher.fetch(place)) {
            return kept(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Bytes kept(InputStream in) throws IOException {
        Bytes bytes = Bytes.read(in, limits.bodyBytes());
        kept.add(bytes);
        if (bytes.size() > limits.bodyBytes()) {
            throw new InboundException(Reason.TOO_LARGE, "The mail has more than " + limits.bodyBytes() + " bytes");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        for (Bytes bytes : kept) {
            bytes.close();
        }
    }

    MailDraft mime(Bytes raw) {
        return new MimeReader(limits, this).read(raw);
    }

    /** A mail in a text of a payload, in base 64 or not. */
    MailDraft mime(JsonNode text, boolean encoded) {
        try (InputStream in = (encoded ? Json.decoded(text) : Json.plain(text)).open()) {
            return mime(kept(in));
        } catch (IOException e) {
            throw new InboundException(Reason.MALFORMED, "The mail in the payload is not encoded as it says", e);
        }
    }

    /** A file in a text of a payload. Most senders encode; what is no base 64 is the content itself. */
    void attach(
            MailDraft draft,
            @Nullable String fileName,
            @Nullable String contentType,
            JsonNode text,
            @Nullable String contentId,
            boolean inline) {
        try {
            attach(draft, fileName, contentType, Json.decoded(text), contentId, inline);
        } catch (UncheckedIOException e) {
            attach(draft, fileName, contentType, Json.plain(text), contentId, inline);
        }
    }

    void attach(
            MailDraft draft,
            @Nullable String fileName,
            @Nullable String contentType,
            Content content,
            @Nullable String contentId,
            boolean inline) {
        if (draft.attachments.size() == limits.attachments()) {
            throw new InboundException(Reason.TOO_MANY, "The mail has more than " + limits.attachments() + " files");
        }
        String type = contentType == null || contentType.isBlank() ? "application/octet-stream" : baseType(contentType);
        String id = contentId == null ? null : contentId.strip().replaceAll("^<|>$", "");
        Measured measured = Measured.of(content);
        draft.attachments.add(new InboundAttachment(
                FileName.of(fileName == null ? "" : Addresses.decoded(fileName)),
                type,
                measured.size(),
                measured.sha256(),
                id == null || id.isEmpty() ? null : id,
                inline,
                content));
    }

    private static String baseType(String contentType) {
        int end = contentType.indexOf(';');
        String base = end < 0 ? contentType : contentType.substring(0, end);
        return base.strip().toLowerCase(Locale.ROOT);
    }

    /** What is known of a file's bytes when they have been read once. */
    private record Measured(long size, String sha256) {
        static Measured of(Content content) {
            try (InputStream in = content.open()) {
                MessageDigest hash = MessageDigest.getInstance("SHA-256");
                byte[] block = new byte[BLOCK];
                long size = 0;
                for (int read = in.read(block); read >= 0; read = in.read(block)) {
                    hash.update(block, 0, read);
                    size += read;
                }
                return new Measured(size, HexFormat.of().formatHex(hash.digest()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has SHA-256", e);
            }
        }
    }

    InboundEmail finish(MailDraft draft) {
        if (draft.headers.size() > limits.headers()) {
            throw new InboundException(Reason.TOO_MANY, "The mail has more than " + limits.headers() + " header lines");
        }
        if (mailServer != null && draft.authentication == Authentication.UNKNOWN) {
            draft.authentication = AuthenticationResults.of(draft.headers, mailServer);
        }
        return new InboundEmail(
                ids(draft.headers),
                parties(draft.headers),
                new InboundEmail.Envelope(sender(draft), draft.envelopeTo),
                body(draft),
                draft,
                new MailClassifier(draft, ownMarker).classify());
    }

    private static @Nullable String sender(MailDraft draft) {
        return draft.envelopeFrom == null ? null : draft.envelopeFrom.strip().replaceAll("^<|>$", "");
    }

    private static InboundEmail.Ids ids(MailHeaders headers) {
        return new InboundEmail.Ids(
                headers.first("Message-ID").flatMap(MessageId::parse).orElse(null),
                all(headers, "In-Reply-To"),
                all(headers, "References"));
    }

    private static List<MessageId> all(MailHeaders headers, String name) {
        List<MessageId> ids = headers.all(name).stream()
                .flatMap(value -> MessageId.parseAll(value).stream())
                .distinct()
                .toList();
        // The first is the root of the thread, the last are the nearest.
        return ids.size() <= MAX_REFERENCES
                ? ids
                : Stream.concat(ids.stream().limit(1), ids.stream().skip(ids.size() - MAX_REFERENCES + 1))
                        .toList();
    }

    private static InboundEmail.Parties parties(MailHeaders headers) {
        List<Mailbox> authors = headers.all("From").stream()
                .flatMap(value -> Addresses.mailboxes(value).stream())
                .toList();
        boolean ambiguous = headers.all("From").size() > 1 || authors.size() > 1;
        return new InboundEmail.Parties(
                authors.isEmpty() ? null : authors.get(0),
                ambiguous,
                addresses(headers, "Reply-To").stream().findFirst().orElse(null),
                addresses(headers, "To"),
                addresses(headers, "Cc"),
                others(headers));
    }

    private static List<EmailAddress> others(MailHeaders headers) {
        List<EmailAddress> others = new ArrayList<>();
        for (String name : List.of("Bcc", "Delivered-To", "X-Original-To")) {
            others.addAll(addresses(headers, name));
        }
        return others;
    }

    private static List<EmailAddress> addresses(MailHeaders headers, String name) {
        return headers.all(name).stream()
                .flatMap(value -> Addresses.list(value).stream())
                .toList();
    }

    private static InboundEmail.Body body(MailDraft draft) {
        String html = draft.html == null || draft.html.isBlank() ? null : draft.html;
        HtmlReply divided = ReplyExtractor.divide(subject(draft.headers), draft.text, html);
        ReplyText reply = divided.text();
        Document document =
                html == null || divided.document() != null ? divided.document() : Jsoup.parseBodyFragment(html);
        int remote = document == null ? 0 : HtmlSanitizer.remoteReferences(document);
        return new InboundEmail.Body(
                draft.text,
                html,
                document == null ? null : HtmlSanitizer.sanitized(document),
                reply.reply(),
                reply.quoted().orElse(null),
                remote);
    }

    static String subject(MailHeaders headers) {
        return HeaderText.cleaned(Addresses.decoded(headers.first("Subject").orElse("")))
                .value();
    }

    static @Nullable Instant sentAt(MailHeaders headers) {
        Date date = new MailDateFormat().parse(headers.first("Date").orElse(""), new ParsePosition(0));
        return date == null ? null : date.toInstant();
    }
}
