package io.embedesk.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import io.embedesk.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Brevo's inbound parsing. It signs nothing: its address carries a user and a password. Files are got by the host's {@link Fetcher}. */
public final class Brevo extends ProviderWithPassword {
    private final Fetcher fetcher;

    private Brevo(BasicAuth password, Fetcher fetcher) {
        super(password);
        this.fetcher = fetcher;
    }

    /**
     * Accepts only what comes with the password of {@code https://user:password@host/path}.
     *
     * @param fetcher asked for {@code https://api.brevo.com/v3/inbound/attachments/{token}}, with the account's {@code api-key}
     * @param user in the address
     * @param current in the address
     * @param previous passwords that are accepted while they are replaced
     * @return the provider
     */
    public static Brevo withPassword(Fetcher fetcher, String user, Secret current, Secret... previous) {
        return new Brevo(new BasicAuth(user, RawMime.secrets(current, previous)), fetcher);
    }

    /**
     * Accepts everything: whoever reaches the address can write into the desk.
     *
     * @param fetcher as in {@link #withPassword}
     * @return the provider
     */
    public static Brevo acceptingUnsignedRequests(Fetcher fetcher) {
        return new Brevo(BasicAuth.none(), fetcher);
    }

    /**
     * What Brevo sends with each request, for a host's tests.
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
        return "brevo";
    }

    @Override
    boolean recognises(BufferedRequest request) {
        JsonNode first = Json.orMissing(request).path("items").path(0);
        return first.has("RawTextBody") || first.has("RawHtmlBody") || first.has("Uuid");
    }

    @Override
    String deliveryKey(BufferedRequest request) {
        JsonNode items = Json.of(request).path("items");
        String id = items.size() == 1 ? items.path(0).path("Uuid").path(0).asText() : "";
        return id.isEmpty() ? super.deliveryKey(request) : id;
    }

    @Override
    List<InboundEmail> parse(BufferedRequest request, MailAssembly assembly) {
        List<InboundEmail> mails = new ArrayList<>();
        for (JsonNode item : Json.of(request).path("items")) {
            mails.add(mail(item, assembly));
        }
        return mails;
    }

    private InboundEmail mail(JsonNode item, MailAssembly assembly) {
        MailDraft draft = new MailDraft();
        Json.headers(item.path("Headers"), draft.headers);
        draft.headerUnlessThere("Message-ID", Json.text(item, "MessageId"));
        draft.headerUnlessThere("In-Reply-To", Json.text(item, "InReplyTo"));
        draft.headerUnlessThere("Subject", Json.text(item, "Subject"));
        draft.headerUnlessThere("Date", Json.text(item, "SentAtDate"));
        draft.headerUnlessThere("From", mailbox(item.path("From")));
        draft.headerUnlessThere("Reply-To", mailbox(item.path("ReplyTo")));
        draft.headerUnlessThere("To", mailboxes(item.path("To")));
        draft.headerUnlessThere("Cc", mailboxes(item.path("Cc")));
        draft.text = Json.text(item, "RawTextBody");
        draft.html = Json.text(item, "RawHtmlBody");
        draft.envelopeFrom = draft.headers.first("Return-Path").orElse(null);
        draft.envelopeTo = Addresses.list(draft.headers.first("Delivered-To").orElse(""));
        for (JsonNode file : item.path("Attachments")) {
            String id = Json.text(file, "ContentID");
            Bytes content =
                    assembly.bytes(fetcher, place(file.path("DownloadToken").asText()));
            assembly.attach(
                    draft, Json.text(file, "Name"), Json.text(file, "ContentType"), content.content(), id, id != null);
        }
        return assembly.finish(draft);
    }

    private static URI place(String token) {
        return URI.create(
                "https://api.brevo.com/v3/inbound/attachments/" + URLEncoder.encode(token, StandardCharsets.UTF_8));
    }

    private static String mailboxes(JsonNode list) {
        List<String> all = new ArrayList<>();
        list.forEach(one -> all.add(mailbox(one)));
        return String.join(", ", all);
    }

    private static String mailbox(JsonNode node) {
        String address = node.path("Address").asText();
        String name = node.path("Name").asText().replace("\"", "").replace("\\", "");
        return name.isEmpty() || address.isEmpty() ? address : "\"" + name + "\" <" + address + ">";
    }
}
