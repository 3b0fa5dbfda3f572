package io.embedesk.inbound;

import io.embedesk.Content;
import java.io.IOException;
import java.util.List;

/** A request that was read, and the mails that it carries. A large one is in a temporary file until it is closed. */
public final class InboundDelivery implements AutoCloseable {
    private final InboundProvider provider;
    private final BufferedRequest request;
    private final Authenticity authenticity;
    private final MailAssembly assembly;

    InboundDelivery(
            InboundProvider provider, BufferedRequest request, Authenticity authenticity, MailAssembly assembly) {
        this.provider = provider;
        this.request = request;
        this.authenticity = authenticity;
        this.assembly = assembly;
    }

    /** {@return whose request it is} */
    public InboundProvider provider() {
        return provider;
    }

    /** {@return whether it is proven} */
    public Authenticity authenticity() {
        return authenticity;
    }

    /** {@return the provider's own name for the delivery, or a hash of its body} */
    public String deliveryKey() {
        return provider.deliveryKey(request);
    }

    /**
     * The mails; a caller asks for {@link #authenticity()} first.
     *
     * @return none, one, or several
     * @throws InboundException if they cannot be parsed
     * @throws java.io.UncheckedIOException if what the request points at cannot be had now
     */
    public List<InboundEmail> mails() {
        return InboundException.unlessRead(() -> provider.parse(request, assembly));
    }

    /** Whether it only tries the address, or asks to be confirmed. */
    boolean isHandshake() throws IOException {
        return provider.isHandshake(request);
    }

    Content capture() {
        return request.capture();
    }

    /** Releases what the request holds. The files of its mails cannot be read any longer. */
    @Override
    public void close() throws IOException {
        try (request) {
            assembly.close();
        }
    }
}
