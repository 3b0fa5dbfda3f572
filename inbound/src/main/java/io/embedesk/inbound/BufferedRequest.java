package io.embedesk.inbound;

import io.embedesk.inbound.InboundException.Reason;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request with its body read, up to the limit; forms are parsed when they are first asked for. */
final class BufferedRequest {
    private final InboundRequest request;
    private final byte[] body;
    private final InboundLimits limits;
    private @Nullable Form form;

    private BufferedRequest(InboundRequest request, byte[] body, InboundLimits limits) {
        this.request = request;
        this.body = body;
        this.limits = limits;
    }

    static BufferedRequest read(InboundRequest request, InboundLimits limits) throws IOException {
        byte[] body = request.body().readNBytes(limits.bodyBytes() + 1);
        if (body.length > limits.bodyBytes()) {
            throw new InboundException(Reason.TOO_LARGE, "The request has more than " + limits.bodyBytes() + " bytes");
        }
        return new BufferedRequest(request, body, limits);
    }

    byte[] body() {
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

    byte[] capture() {
        return Capture.write(request, body);
    }
}
