package io.embedesk.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import io.embedesk.Secret;
import io.embedesk.inbound.InboundException.Reason;
import io.embedesk.intake.IncomingMessage.Authentication;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Mailgun Routes, {@code forward()} to an address of the desk: parsed, or the whole mail when the address ends in {@code
 * mime}, which keeps every file as it was. Mailgun signs a timestamp and a token, not the body; the token is taken once.
 */
public final class Mailgun extends InboundProvider {
    /** Mailgun tries again for eight hours, and does not say whether it signs anew each time. */
    private static final Duration PAST = Duration.ofHours(9);

    private static final Duration FUTURE = Duration.ofMinutes(5);
    private final HmacSha256 hmac;
    private final Fetcher fetcher;

    private Mailgun(HmacSha256 hmac, Fetcher fetcher) {
        this.hmac = hmac;
        this.fetcher = fetcher;
    }

    private Mailgun(List<Secret> secrets) {
        this(new HmacSha256(secrets), Fetcher.NONE);
    }

    /**
     * The same provider for routes that store a mail and only notify of it.
     *
     * @param from asked for the {@code message-url}, {@code https://….mailgun.net/…}, with the account's key and {@code Accept:
     *     message/rfc2822}; answers with the {@code body-mime} of that document
     * @return a changed copy
     */
    public Mailgun fetching(Fetcher from) {
        return new Mailgun(hmac, from);
    }

    /**
     * Accepts only what Mailgun has signed.
     *
     * @param current the account's HTTP webhook signing key
     * @param previous keys that are accepted while they are replaced
     * @return the provider
     */
    public static Mailgun signedWith(Secret current, Secret... previous) {
        return new Mailgun(RawMime.secrets(current, previous));
    }

    /**
     * Accepts everything: whoever reaches the address can write into the desk.
     *
     * @return the provider
     */
    public static Mailgun acceptingUnsignedRequests() {
        return new Mailgun(List.of());
    }

    /**
     * Signs as Mailgun does, for a host's tests.
     *
     * @param key the webhook signing key
     * @param at the time, also sent as {@code timestamp}
     * @param token any token, also sent as {@code token}
     * @return the fields to send with the mail
     */
    public static Map<String, String> sign(Secret key, Instant at, String token) {
        String timestamp = String.valueOf(at.getEpochSecond());
        String signature = HmacSha256.hex(key, Bytes.utf8(timestamp + token));
        return Map.of("timestamp", timestamp, "token", token, "signature", signature);
    }

    @Override
    public String name() {
        return "mailgun";
    }

    @Override
    boolean recognises(BufferedRequest request) {
        if (!request.isForm()) {
            return false;
        }
        Form form = request.form();
        boolean mail = form.has("body-plain")
                || form.has("body-mime")
                || form.has("message-headers")
                || form.has("message-url");
        return mail && (form.has("signature") && form.has("token") || form.has("recipient"));
    }

    @Override
    Authenticity authenticate(BufferedRequest request, Timestamps times) {
        if (!hmac.isPresent()) {
            return Authenticity.UNSIGNED;
        }
        if (!request.isForm()) {
            return Authenticity.FORGED;
        }
        Form form = request.form();
        String timestamp = form.text("timestamp");
        Bytes signed = Bytes.utf8(timestamp + form.text("token"));
        boolean genuine = !form.text("token").isEmpty() && hmac.verifies(form.text("signature"), signed);
        boolean inTime = times.within(timestamp, PAST, FUTURE);
        return genuine && inTime ? Authenticity.AUTHENTIC : Authenticity.FORGED;
    }

    /** 406 is the only answer after which Mailgun does not come back. */
    @Override
    int status(Answer answer) {
        return answer == Answer.TOO_LARGE ? 406 : super.status(answer);
    }

    @Override
    String deliveryKey(BufferedRequest request) {
        String token = request.isForm() ? request.form().text("token") : "";
        return token.isEmpty() ? super.deliveryKey(request) : token;
    }

    @Override
    List<InboundEmail> parse(BufferedRequest request, MailAssembly assembly) {
        Form form = request.form();
        MailDraft draft = form.has("body-mime")
                ? assembly.mime(form.last("body-mime").orElseThrow().bytes())
                : form.has("message-url") ? stored(form.text("message-url"), assembly) : parsed(form, assembly);
        draft.envelopeFrom = form.text("sender");
        draft.envelopeTo = Addresses.list(form.text("recipient"));
        draft.authentication = authentication(draft.headers);
        return List.of(assembly.finish(draft));
    }

    /** The address is in a part of the request that nobody signs: only Mailgun's own hosts are asked. */
    private MailDraft stored(String url, MailAssembly assembly) {
        URI place;
        try {
            place = new URI(url);
        } catch (URISyntaxException e) {
            throw new InboundException(Reason.MALFORMED, "The message-url is no URL", e);
        }
        String host = place.getHost() == null ? "" : place.getHost().toLowerCase(Locale.ROOT);
        boolean own = host.endsWith(".mailgun.net") || host.endsWith(".mailgun.org");
        if (!own || !"https".equals(place.getScheme()) || place.getPort() >= 0 || place.getUserInfo() != null) {
            throw new InboundException(Reason.MALFORMED, "The message-url is not Mailgun's");
        }
        return assembly.fetched(fetcher, place);
    }

    private static MailDraft parsed(Form form, MailAssembly assembly) {
        if (!form.has("message-headers") && !form.has("body-plain")) {
            throw new InboundException(Reason.NO_MAIL, "The Mailgun request carries no mail");
        }
        MailDraft draft = new MailDraft();
        for (JsonNode header :
                Json.parse(form.text("message-headers").isEmpty() ? "[]" : form.text("message-headers"))) {
            draft.headers.add(header.path(0).asText(), header.path(1).asText());
        }
        if (draft.headers.isEmpty()) {
            form.fields().stream().filter(f -> !f.isFile()).forEach(f -> draft.headers.add(f.name(), f.text()));
        }
        draft.text = form.has("body-plain") ? form.text("body-plain") : null;
        draft.html = form.has("body-html") ? form.text("body-html") : null;
        Map<String, String> contentIds = Json.inverted(form.text("content-id-map"));
        for (Form.Field file : form.files()) {
            String id = contentIds.get(file.name());
            assembly.attach(
                    draft, file.fileName(), file.contentType(), file.bytes().content(), id, id != null);
        }
        return draft;
    }

    /** Only Mailgun adds these, and only when it was asked to; two that differ were not both Mailgun's. */
    private static Authentication authentication(MailHeaders headers) {
        String dkim = single(headers, "X-Mailgun-Dkim-Check-Result");
        String spf = single(headers, "X-Mailgun-Spf");
        if (dkim.equals("pass") || spf.equals("pass")) {
            return Authentication.PASS;
        }
        return dkim.equals("fail") || spf.equals("fail") ? Authentication.FAIL : Authentication.UNKNOWN;
    }

    private static String single(MailHeaders headers, String name) {
        List<String> values = headers.all(name).stream().distinct().toList();
        return values.size() == 1 ? values.get(0).strip().toLowerCase(Locale.ROOT) : "";
    }
}
