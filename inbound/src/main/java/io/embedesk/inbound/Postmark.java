package io.embedesk.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import io.embedesk.Secret;
import io.embedesk.inbound.InboundException.Reason;
import java.util.List;
import java.util.Map;

/** Postmark's inbound webhook. It signs nothing: its address carries a user and a password. */
public final class Postmark extends ProviderWithPassword {
    private Postmark(BasicAuth password) {
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
    public static Postmark withPassword(String user, Secret current, Secret... previous) {
        return new Postmark(new BasicAuth(user, RawMime.secrets(current, previous)));
    }

    /**
     * Accepts everything: whoever reaches the address can write into the desk.
     *
     * @return the provider
     */
    public static Postmark acceptingUnsignedRequests() {
        return new Postmark(BasicAuth.none());
    }

    /**
     * What Postmark sends with each request, for a host's tests.
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
        return "postmark";
    }

    @Override
    boolean recognises(BufferedRequest request) {
        JsonNode root = Json.orMissing(request);
        return root.has("MessageStream") || root.has("FromFull") || root.has("MailboxHash");
    }

    /** 403 is the only answer after which Postmark does not come back. */
    @Override
    int status(Answer answer) {
        return answer == Answer.TOO_LARGE ? 403 : super.status(answer);
    }

    @Override
    String deliveryKey(BufferedRequest request) {
        String id = Json.of(request).path("MessageID").asText();
        // The button of the dashboard always sends the same one.
        boolean unique = id.chars().anyMatch(c -> c != '0' && c != '-');
        return unique ? id : super.deliveryKey(request);
    }

    @Override
    List<InboundEmail> parse(BufferedRequest request, MailAssembly assembly) {
        JsonNode root = Json.of(request);
        if (!root.path("RecordType").asText("Inbound").equals("Inbound")
                || !root.has("From") && !root.has("RawEmail")) {
            throw new InboundException(Reason.NO_MAIL, "The Postmark request is of another kind than inbound mail");
        }
        JsonNode raw = root.path("RawEmail");
        MailDraft draft = Json.isText(raw) ? assembly.mime(raw, false) : parsed(root, assembly);
        JsonNode first = root.path("Headers").path(0);
        // Postmark puts the envelope sender in front; one further down is the sender's own.
        draft.envelopeFrom =
                first.path("Name").asText().equalsIgnoreCase("Return-Path") ? Json.text(first, "Value") : null;
        draft.envelopeTo = Addresses.list(root.path("OriginalRecipient").asText());
        return List.of(assembly.finish(draft));
    }

    private static MailDraft parsed(JsonNode root, MailAssembly assembly) {
        MailDraft draft = new MailDraft();
        Json.headers(root.path("Headers"), draft.headers);
        for (String name : List.of("From", "To", "Cc", "Bcc", "Subject", "Date")) {
            draft.headerUnlessThere(name, Json.text(root, name));
        }
        draft.headerUnlessThere("Reply-To", Json.text(root, "ReplyTo"));
        draft.text = Json.text(root, "TextBody");
        draft.html = Json.text(root, "HtmlBody");
        for (JsonNode file : root.path("Attachments")) {
            JsonNode content = file.has("Content") ? file.path("Content") : file.path("Data");
            String id = Json.text(file, "ContentID");
            assembly.attach(draft, Json.text(file, "Name"), Json.text(file, "ContentType"), content, id, id != null);
        }
        return draft;
    }
}
