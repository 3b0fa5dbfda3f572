package io.embedesk.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import io.embedesk.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** SparkPost's relay webhook. It signs nothing: it sends the token that the webhook was made with. */
public final class SparkPost extends InboundProvider {
    private static final String TOKEN = "X-MessageSystems-Webhook-Token";
    private final List<Secret> tokens;

    private SparkPost(List<Secret> tokens) {
        this.tokens = tokens;
    }

    /**
     * Accepts only what comes with the webhook's token.
     *
     * @param current its {@code auth_token}
     * @param previous tokens that are accepted while they are replaced
     * @return the provider
     */
    public static SparkPost withToken(Secret current, Secret... previous) {
        return new SparkPost(RawMime.secrets(current, previous));
    }

    /**
     * Accepts everything: whoever reaches the address can write into the desk.
     *
     * @return the provider
     */
    public static SparkPost acceptingUnsignedRequests() {
        return new SparkPost(List.of());
    }

    /**
     * What SparkPost sends with each request, for a host's tests.
     *
     * @param token the webhook's token
     * @return the header
     */
    public static Map<String, String> sign(Secret token) {
        return Map.of(TOKEN, token.reveal());
    }

    @Override
    public String name() {
        return "sparkpost";
    }

    @Override
    boolean recognises(BufferedRequest request) {
        return Json.orMissing(request).path(0).has("msys");
    }

    @Override
    Authenticity authenticate(BufferedRequest request, Timestamps times) {
        if (tokens.isEmpty()) {
            return Authenticity.UNSIGNED;
        }
        byte[] given = request.header(TOKEN).orElse("").getBytes(StandardCharsets.UTF_8);
        boolean known = false;
        for (Secret token : tokens) {
            known |= MessageDigest.isEqual(token.bytes(), given);
        }
        return known ? Authenticity.AUTHENTIC : Authenticity.FORGED;
    }

    /** When a webhook is made, its address is tried with nothing. */
    @Override
    boolean isHandshake(BufferedRequest request) {
        JsonNode first = Json.orMissing(request).path(0).path("msys");
        return first.isObject() && first.isEmpty();
    }

    @Override
    List<InboundEmail> parse(BufferedRequest request, MailAssembly assembly) {
        List<InboundEmail> mails = new ArrayList<>();
        for (JsonNode item : Json.of(request)) {
            JsonNode relayed = item.path("msys").path("relay_message");
            if (relayed.isObject()) {
                mails.add(mail(relayed, assembly));
            }
        }
        return mails;
    }

    private static InboundEmail mail(JsonNode relayed, MailAssembly assembly) {
        JsonNode content = relayed.path("content");
        JsonNode raw = content.path("email_rfc822");
        MailDraft draft;
        if (!Json.isText(raw)) {
            draft = new MailDraft();
            Json.headers(content.path("headers"), draft.headers);
            draft.headerUnlessThere("Subject", Json.text(content, "subject"));
            draft.headerUnlessThere("From", Json.text(relayed, "friendly_from"));
            draft.text = Json.text(content, "text");
            draft.html = Json.text(content, "html");
        } else {
            boolean encoded = content.path("email_rfc822_is_base64").asBoolean();
            draft = assembly.mime(raw, encoded);
        }
        draft.envelopeFrom = Json.text(relayed, "msg_from");
        draft.envelopeTo = Addresses.list(relayed.path("rcpt_to").asText());
        return assembly.finish(draft);
    }
}
