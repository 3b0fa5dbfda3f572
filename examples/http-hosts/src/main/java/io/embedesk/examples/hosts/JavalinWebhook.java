package io.embedesk.examples.hosts;

import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.InboundResponse;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The webhook on Javalin, for GET and POST: {@code config.routes.post("/api/tickets/inbound-email", new JavalinWebhook(endpoint))}. */
public final class JavalinWebhook implements Handler {
    private final InboundEndpoint endpoint;

    public JavalinWebhook(InboundEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void handle(Context context) {
        Map<String, List<String>> headers = new HashMap<>();
        context.headerMap().forEach((name, value) -> headers.put(name, List.of(value)));
        InboundResponse answer = endpoint.handle(
                InboundRequest.of(context.method().name(), context.fullUrl(), headers, context.bodyInputStream()));
        answer.headers().forEach(context::header);
        context.status(answer.status()).result(answer.body());
    }
}
