package io.embedesk.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import io.embedesk.Secret;
import io.embedesk.inbound.InboundException.Reason;
import java.util.List;
import java.util.Map;

/** Mailjet's Parse API. It signs nothing: its address carries a user and a password. */
public final class Mailjet extends ProviderWithPassword {
    private Mailjet(BasicAuth password) {
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
    public static Mailjet withPassword(String user, Secret current, Secret... previous) {
        return new Mailjet(new BasicAuth(user, RawMime.secrets(current, previous)));
    }

    /**
     * Accepts everything: whoever reaches the address can write into the desk.
     *
     * @return the provider
     */
    public static Mailjet acceptingUnsignedRequests() {
        return new Mailjet(BasicAuth.none());
    }

    /**
     * What Mailjet sends with each request, for a host's tests.
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
        return "mailjet";
    }

    @Override
    boolean recognises(BufferedRequest request) {
        JsonNode root = Json.orMissing(request);
        return root.has("Text-part") || root.has("Html-part") || root.has("SpamAssassinScore");
    }

    @Override
    List<InboundEmail> parse(BufferedRequest request, MailAssembly assembly) {
        JsonNode root = Json.of(request);
        if (!root.has("Headers") && !root.has("From")) {
            throw new InboundException(Reason.NO_MAIL, "The Mailjet request is of another kind than parsed mail");
        }
        MailDraft draft = new MailDraft();
        Json.headers(root.path("Headers"), draft.headers);
        draft.headerUnlessThere("From", Json.text(root, "From"));
        draft.headerUnlessThere("Subject", Json.text(root, "Subject"));
        draft.text = Json.text(root, "Text-part");
        draft.html = Json.text(root, "Html-part");
        for (JsonNode part : root.path("Parts")) {
            String reference = part.path("ContentRef").asText();
            if (reference.startsWith("Attachment") || reference.startsWith("InlineAttachment")) {
                attach(draft, part.path("Headers"), root.path(reference), assembly);
            }
        }
        draft.envelopeFrom = Json.text(root, "Sender");
        draft.envelopeTo = Addresses.list(root.path("Recipient").asText());
        return List.of(assembly.finish(draft));
    }

    /** What a file is called stands only in its part's headers. */
    private static void attach(MailDraft draft, JsonNode part, JsonNode content, MailAssembly assembly) {
        MailHeaders headers = new MailHeaders();
        Json.headers(part, headers);
        String type = headers.first("Content-Type").orElse("application/octet-stream");
        String disposition = headers.first("Content-Disposition").orElse("");
        String name = MultipartForm.parameter(disposition, "filename");
        assembly.attach(
                draft,
                name == null ? MultipartForm.parameter(type, "name") : name,
                type,
                content,
                headers.first("Content-ID").orElse(null),
                disposition.startsWith("inline"));
    }
}
