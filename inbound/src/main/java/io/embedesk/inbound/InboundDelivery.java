package io.embedesk.inbound;

import java.io.IOException;
import java.util.List;

/** A request that was read, and the mails that it carries. */
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

    byte[] capture() {
        return request.capture();
    }

    /** Releases what the request holds. */
    @Override
    public void close() {
        // The body is in memory for now; a delivery that spills to disk will remove its file here.
    }
}
