package io.embedesk.inbound;

import io.embedesk.ConfigurationException;
import io.embedesk.inbound.InboundException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Parsing alone, for an adapter with plans of its own: from a request to the mails it carries. Safe for concurrent use;
 * each method returns a changed copy.
 */
public final class InboundReader {
    private final List<InboundProvider> providers;
    private final InboundLimits limits;
    private final Timestamps times;
    private final Predicate<String> ownMarker;
    private final @Nullable String mailServer;

    private InboundReader(
            List<InboundProvider> providers,
            InboundLimits limits,
            Timestamps times,
            Predicate<String> ownMarker,
            @Nullable String mailServer) {
        this.mailServer = mailServer;
        this.providers = providers;
        this.limits = limits;
        this.times = times;
        this.ownMarker = ownMarker;
    }

    /**
     * A reader for some providers.
     *
     * @param providers whose requests are read; with several, the first that recognises a request is taken
     * @return the reader
     * @throws ConfigurationException if none is named
     */
    public static InboundReader of(InboundProvider... providers) {
        return of(List.of(providers));
    }

    static InboundReader of(List<InboundProvider> providers) {
        if (providers.isEmpty()) {
            throw new ConfigurationException(
                    "No inbound provider is configured",
                    "Name at least one, such as Mailgun.signedWith(key) or GenericWebhook.signedWith(secret).");
        }
        return new InboundReader(
                List.copyOf(providers), InboundLimits.DEFAULT, Timestamps.by(Clock.systemUTC()), marker -> false, null);
    }

    /**
     * Limits what is read.
     *
     * @param most instead of {@link InboundLimits#DEFAULT}
     * @return a changed copy
     */
    public InboundReader limits(InboundLimits most) {
        return new InboundReader(providers, most, times, ownMarker, mailServer);
    }

    /**
     * Takes the time from elsewhere.
     *
     * @param time instead of the system's clock; the age of signatures is measured by it
     * @return a changed copy
     */
    public InboundReader clock(Clock time) {
        return new InboundReader(providers, limits, Timestamps.by(time), ownMarker, mailServer);
    }

    /**
     * Accepts signatures however old they are: for looking at captured requests, never for requests as they come.
     *
     * @return a changed copy
     */
    public InboundReader ofAnyAge() {
        return new InboundReader(providers, limits, (timestamp, past, future) -> true, ownMarker, mailServer);
    }

    /**
     * Knows the desk's own mail when it comes back.
     *
     * @param marker whether a value of the {@code X-Embedesk-Loop} header is the desk's: {@code desk.intake()::isOwnMarker}
     * @return a changed copy
     */
    public InboundReader recognising(Predicate<String> marker) {
        return new InboundReader(providers, limits, times, marker, mailServer);
    }

    /**
     * Believes what a mail server found out about the author's domain, where the provider itself says nothing.
     *
     * @param name what it calls itself in {@code Authentication-Results} (RFC 8601): the host's or the provider's own, which removes
     *     such headers of others under its name
     * @return a changed copy
     */
    public InboundReader believing(String name) {
        return new InboundReader(providers, limits, times, ownMarker, name);
    }

    /**
     * Reads a request and says whether it is its provider's. Its mails are parsed when they are asked for.
     *
     * @param request the request; its body is read to the end
     * @return the delivery
     * @throws IOException if the body cannot be read
     * @throws InboundException if it is too large, or of none of the providers
     */
    public InboundDelivery open(InboundRequest request) throws IOException {
        BufferedRequest buffered = BufferedRequest.read(request, limits);
        try {
            InboundProvider provider = provider(buffered);
            return new InboundDelivery(provider, buffered, provider.authenticate(buffered, times), assembly());
        } catch (RuntimeException e) {
            buffered.close();
            throw e;
        }
    }

    /**
     * Reads one mail, as a mail program saves it. All of it is in memory, for nobody says when its files are no longer wanted.
     *
     * @param mime the mail; read to the end, not closed
     * @return the mail
     * @throws IOException if it cannot be read
     * @throws InboundException if it is no mail, or beyond a limit
     */
    public InboundEmail readMime(InputStream mime) throws IOException {
        MailAssembly assembly = assembly();
        Bytes raw = Bytes.of(mime.readNBytes(limits.bodyBytes() + 1));
        if (raw.size() > limits.bodyBytes()) {
            throw new InboundException(Reason.TOO_LARGE, "The mail has more than " + limits.bodyBytes() + " bytes");
        }
        return InboundException.unlessRead(() -> assembly.finish(assembly.mime(raw)));
    }

    /** The provider, where there is no other. */
    @Nullable
    InboundProvider only() {
        return providers.size() == 1 ? providers.get(0) : null;
    }

    private InboundProvider provider(BufferedRequest request) {
        if (providers.size() == 1) {
            return providers.get(0);
        }
        return providers.stream()
                .filter(candidate -> candidate.recognises(request))
                .findFirst()
                .orElseThrow(() -> new InboundException(
                        Reason.NO_PROVIDER,
                        "A request of type '" + request.mediaType() + "' is none of the providers'"));
    }

    private MailAssembly assembly() {
        return new MailAssembly(limits, ownMarker, mailServer);
    }
}
