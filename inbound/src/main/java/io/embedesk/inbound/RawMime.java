package io.embedesk.inbound;

import io.embedesk.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The mail itself as the body, {@code Content-Type: message/rfc822}, from a pipe or a worker of the host. The envelope may
 * stand in {@code X-Envelope-From} and {@code X-Envelope-To}; only the body is signed, so that an envelope is as good as the
 * way it came.
 */
public final class RawMime extends InboundProvider {
    private static final List<String> TYPES = List.of("message/rfc822", "application/octet-stream");
    private final BodySignature signature;

    private RawMime(List<Secret> secrets) {
        this.signature = new BodySignature(secrets);
    }

    /**
     * Accepts only what is signed.
     *
     * @param current the secret that both sides have
     * @param previous secrets that are accepted while they are replaced
     * @return the provider
     */
    public static RawMime signedWith(Secret current, Secret... previous) {
        return new RawMime(secrets(current, previous));
    }

    /**
     * Accepts everything: whoever reaches the address can write into the desk. For hosts whose network or proxy keeps others
     * away.
     *
     * @return the provider
     */
    public static RawMime acceptingUnsignedRequests() {
        return new RawMime(List.of());
    }

    /**
     * Signs a body as this provider expects it.
     *
     * @param secret the secret that both sides have
     * @param at the time of sending
     * @param body the mail
     * @return the headers to send with it
     */
    public static Map<String, String> sign(Secret secret, Instant at, byte[] body) {
        return BodySignature.sign(secret, at, body);
    }

    static List<Secret> secrets(Secret current, Secret... previous) {
        List<Secret> all = new ArrayList<>();
        all.add(current);
        all.addAll(List.of(previous));
        return all;
    }

    @Override
    public String name() {
        return "raw";
    }

    @Override
    boolean recognises(BufferedRequest request) {
        return TYPES.contains(request.mediaType());
    }

    @Override
    Authenticity authenticate(BufferedRequest request, Timestamps times) {
        return signature.check(request, times);
    }

    @Override
    List<InboundEmail> parse(BufferedRequest request, MailAssembly assembly) {
        MailDraft draft = assembly.mime(request.body());
        request.header("X-Envelope-From").ifPresent(from -> draft.envelopeFrom = from);
        request.header("X-Envelope-To").ifPresent(to -> draft.envelopeTo = Addresses.list(to));
        return List.of(assembly.finish(draft));
    }
}
