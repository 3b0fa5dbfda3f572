package io.embedesk.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embedesk.Secret;
import io.embedesk.inbound.InboundException.Reason;
import io.embedesk.intake.IncomingMessage.Authentication;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** CloudMailin: JSON, multipart or raw. It signs nothing: its address carries a user and a password. */
public final class CloudMailin extends ProviderWithPassword {
    private CloudMailin(BasicAuth password) {
        super(password);
    }

    /**
     * Accepts only what comes with the password of {@code https://user:password@host/path}.
     *
     * @param user in the address
     * @param current in the address
     * @param previous passwords that are accepted while they are replaced
     * @return the provider
     */
    public static CloudMailin withPassword(String user, Secret current, Secret... previous) {
        return new CloudMailin(new BasicAuth(user, RawMime.secrets(current, previous)));
    }

    /**
     * Accepts everything: whoever reaches the address can write into the desk.
     *
     * @return the provider
     */
    public static CloudMailin acceptingUnsignedRequests() {
        return new CloudMailin(BasicAuth.none());
    }

    /**
     * What CloudMailin sends with each request, for a host's tests.
     *
     * @param user in the address
     * @param password in the address
     * @return the headers
     */
    public static Map<String, String> sign(String user, Secret password) {
        return BasicAuth.header(user, password);
    }

    @Override
    public String name() {
        return "cloudmailin";
    }

    @Override
    boolean recognises(BufferedRequest request) {
        if (request.isForm()) {
            return request.form().fields().stream()
                    .anyMatch(field -> field.name().startsWith("envelope["));
        }
        JsonNode envelope = Json.orMissing(request).path("envelope");
        return envelope.has("helo_domain") || envelope.has("recipients") || envelope.has("remote_ip");
    }

    /** A 4xx bounces to the customer: for a password that somebody mistyped it must not. */
    @Override
    int status(Answer answer) {
        return answer == Answer.FORGED ? 503 : super.status(answer);
    }

    @Override
    List<InboundEmail> parse(BufferedRequest request, MailAssembly assembly) {
        JsonNode root = request.isForm() ? nested(request.form()) : Json.of(request);
        JsonNode raw = root.path("message");
        if (!Json.isText(raw) && !root.has("headers")) {
            throw new InboundException(Reason.NO_MAIL, "The CloudMailin request carries neither headers nor a mail");
        }
        MailDraft draft = Json.isText(raw) ? assembly.mime(raw, false) : parsed(root, request, assembly);
        JsonNode envelope = root.path("envelope");
        draft.envelopeFrom = Json.text(envelope, "from");
        List<String> recipients = Json.texts(envelope.path("recipients"), "");
        draft.envelopeTo =
                Addresses.list(recipients.isEmpty() ? envelope.path("to").asText() : String.join(",", recipients));
        draft.authentication = switch (envelope.path("dmarc").path("result").asText()) {
            case "pass" -> Authentication.PASS;
            case "fail" -> Authentication.FAIL;
            default -> Authentication.UNKNOWN;
        };
        return List.of(assembly.finish(draft));
    }

    private static MailDraft parsed(JsonNode root, BufferedRequest request, MailAssembly assembly) {
        MailDraft draft = new MailDraft();
        Json.headers(root.path("headers"), draft.headers);
        draft.text = Json.text(root, "plain");
        draft.html = Json.text(root, "html");
        root.path("attachments").forEach(file -> GenericFields.attach(draft, file, assembly));
        if (request.isForm()) {
            for (Form.Field file : request.form().files()) {
                assembly.attach(
                        draft, file.fileName(), file.contentType(), file.bytes().content(), null, false);
            }
        }
        return draft;
    }

    /** {@code headers[Received][0]} as an object of arrays. */
    private static JsonNode nested(Form form) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        for (Form.Field field : form.fields()) {
            List<String> path = path(field.name());
            if (field.isFile() || path.size() > 4) {
                continue;
            }
            ObjectNode at = root;
            for (String key : path.subList(0, path.size() - 1)) {
                at = at.path(key) instanceof ObjectNode there ? there : at.putObject(key);
            }
            at.put(path.get(path.size() - 1), field.text());
        }
        return asArrays(root);
    }

    private static List<String> path(String name) {
        List<String> path = new ArrayList<>();
        for (String part : name.split("\\[", -1)) {
            path.add(part.endsWith("]") ? part.substring(0, part.length() - 1) : part);
        }
        return path;
    }

    private static JsonNode asArrays(ObjectNode node) {
        boolean numbered = !node.isEmpty();
        for (Map.Entry<String, JsonNode> child : List.copyOf(node.properties())) {
            numbered &= !child.getKey().isEmpty() && child.getKey().chars().allMatch(Character::isDigit);
            if (child.getValue() instanceof ObjectNode inner) {
                node.set(child.getKey(), asArrays(inner));
            }
        }
        if (!numbered) {
            return node;
        }
        var array = JsonNodeFactory.instance.arrayNode();
        node.forEach(array::add);
        return array;
    }
}
