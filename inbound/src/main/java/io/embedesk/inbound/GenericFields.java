package io.embedesk.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.embedesk.inbound.InboundException.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One mail as an object of fields, each under any of the names that senders use. */
final class GenericFields {
    private static final List<String> RAW =
            List.of("raw", "rawmime", "mime", "bodymime", "rawemail", "email", "message");
    private static final List<String> TEXT = List.of("text", "plain", "bodyplain", "textbody", "bodytext", "body");
    private static final List<String> HTML = List.of("html", "bodyhtml", "htmlbody");

    private final Map<String, JsonNode> fields = new HashMap<>();
    private final List<Form.Field> files;
    private final MailAssembly assembly;

    GenericFields(JsonNode mail, List<Form.Field> files, MailAssembly assembly) {
        if (!mail.isObject()) {
            throw new InboundException(Reason.MALFORMED, "A mail must be a JSON object");
        }
        mail.properties().forEach(e -> fields.putIfAbsent(key(e.getKey()), e.getValue()));
        this.files = files;
        this.assembly = assembly;
    }

    static ObjectNode ofForm(Form form) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        form.fields().stream().filter(f -> !f.isFile()).forEach(f -> node.put(f.name(), f.text()));
        return node;
    }

    /** Case, dashes and underscores say nothing. */
    private static String key(String name) {
        return name.replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
    }

    InboundEmail mail() {
        Optional<JsonNode> raw = RAW.stream()
                .map(fields::get)
                .filter(node -> node != null && Json.isText(node) && looksLikeMime(Json.beginning(node)))
                .findFirst();
        MailDraft draft = raw.map(mime -> assembly.mime(mime, false)).orElseGet(this::parsed);
        envelope(draft);
        return assembly.finish(draft);
    }

    /** Begins with a header line. */
    private static boolean looksLikeMime(String text) {
        int colon = text.indexOf(':');
        boolean name = colon > 0 && text.substring(0, colon).chars().allMatch(c -> c > ' ' && c < 0x7f);
        return name && text.contains("\n");
    }

    private void envelope(MailDraft draft) {
        JsonNode envelope = fields.get("envelope");
        if (envelope != null
                && envelope.isTextual()
                && envelope.asText().strip().startsWith("{")) {
            envelope = Json.parse(envelope.asText());
        }
        if (envelope != null && envelope.isObject()) {
            draft.envelopeFrom = envelope.path("from").asText(draft.envelopeFrom);
            draft.envelopeTo = Addresses.list(joined(envelope.path("to")));
        }
        text("envelopefrom").ifPresent(from -> draft.envelopeFrom = from);
        first(List.of("envelopeto", "recipient", "recipients", "originalrecipient"))
                .ifPresent(to -> draft.envelopeTo = Addresses.list(to));
    }

    private MailDraft parsed() {
        MailDraft draft = new MailDraft();
        headers(draft.headers);
        header(draft, "From", List.of("from", "sender", "fromemail"));
        header(draft, "To", List.of("to", "toemail"));
        header(draft, "Cc", List.of("cc"));
        header(draft, "Bcc", List.of("bcc"));
        header(draft, "Reply-To", List.of("replyto"));
        header(draft, "Subject", List.of("subject"));
        header(draft, "Date", List.of("date"));
        header(draft, "Message-ID", List.of("messageid"));
        header(draft, "In-Reply-To", List.of("inreplyto"));
        header(draft, "References", List.of("references"));
        draft.text = first(TEXT).orElse(null);
        draft.html = first(HTML).orElse(null);
        JsonNode attachments = fields.get("attachments");
        if (attachments != null && attachments.isArray()) {
            attachments.forEach(node -> attach(draft, node, assembly));
        }
        files.forEach(f ->
                assembly.attach(draft, f.fileName(), f.contentType(), f.bytes().content(), null, false));
        if (draft.headers.isEmpty() && draft.text == null && draft.html == null) {
            throw new InboundException(
                    Reason.NO_MAIL, "None of the fields is a mail's; expected from, subject, text or raw");
        }
        return draft;
    }

    private void header(MailDraft draft, String name, List<String> keys) {
        if (draft.headers.all(name).isEmpty()) {
            first(keys).ifPresent(value -> draft.headers.add(name, value));
        }
    }

    private void headers(MailHeaders into) {
        JsonNode headers = fields.get("headers");
        if (headers != null) {
            Json.headers(headers, into);
        }
    }

    static void attach(MailDraft draft, JsonNode node, MailAssembly assembly) {
        GenericFields file = new GenericFields(node, List.of(), assembly);
        JsonNode content = Stream.of("content", "data", "contentbase64")
                .map(file.fields::get)
                .filter(text -> text != null && Json.isText(text))
                .findFirst()
                .orElseGet(() -> TextNode.valueOf(""));
        String id = file.first(List.of("contentid", "cid")).orElse(null);
        boolean inline = file.first(List.of("disposition", "contentdisposition"))
                .filter(text -> text.toLowerCase(Locale.ROOT).startsWith("inline"))
                .isPresent();
        assembly.attach(
                draft,
                file.first(List.of("filename", "name")).orElse(null),
                file.first(List.of("contenttype", "type", "mimetype")).orElse(null),
                content,
                id,
                inline);
    }

    private Optional<String> first(List<String> keys) {
        return keys.stream().flatMap(key -> text(key).stream()).findFirst();
    }

    private Optional<String> text(String key) {
        return Optional.ofNullable(fields.get(key)).map(GenericFields::joined).filter(text -> !text.isEmpty());
    }

    /** Lists of addresses or ids, as texts or as objects, become one header's value. */
    private static String joined(@Nullable JsonNode node) {
        if (node == null || node.isNull() || node.isMissingNode()) {
            return "";
        }
        if (!node.isArray()) {
            return node.isObject() ? address(node) : node.asText();
        }
        List<String> items = new ArrayList<>();
        node.forEach(item -> items.add(joined(item)));
        return String.join(", ", items);
    }

    private static String address(JsonNode node) {
        String email = node.path("email")
                .asText(node.path("address").asText(node.path("Email").asText()));
        String name = Json.either(node, "name");
        return name.isEmpty() ? email : "\"" + name.replace("\"", "") + "\" <" + email + ">";
    }
}
