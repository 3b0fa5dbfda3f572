package io.embedesk.inbound;

import io.embedesk.Content;
import io.embedesk.inbound.InboundException.Reason;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request with its body read, up to the limit, into memory or a file; forms are parsed when they are first asked for. */
final class BufferedRequest implements AutoCloseable {
    private final InboundRequest request;
    private final Bytes body;
    private final InboundLimits limits;
    private @Nullable Form form;

    private BufferedRequest(InboundRequest request, Bytes body, InboundLimits limits) {
        this.request = request;
        this.body = body;
        this.limits = limits;
    }

    static BufferedRequest read(InboundRequest request, InboundLimits limits) throws IOException {
        Bytes body = Bytes.read(request.body(), limits.bodyBytes());
        if (body.size() > limits.bodyBytes()) {
            body.close();
            throw new InboundException(Reason.TOO_LARGE, "The request has more than " + limits.bodyBytes() + " bytes");
        }
        return new BufferedRequest(request, body, limits);
    }

    Bytes body() {
        return body;
    }

    String mediaType() {
        return request.mediaType();
    }

    Optional<String> header(String name) {
        return request.header(name);
    }

    boolean isForm() {
        return mediaType().equals("application/x-www-form-urlencoded")
                || mediaType().equals("multipart/form-data");
    }

    boolean isJson() {
        return mediaType().equals("application/json") || mediaType().endsWith("+json");
    }

    Form form() {
        if (form == null) {
            String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
            form = type.startsWith("multipart/")
                    ? MultipartForm.parse(header("Content-Type").orElse(""), body, limits)
                    : UrlEncodedForm.parse(body, limits);
        }
        return form;
    }

    Content capture() {
        return Capture.write(request, body);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
