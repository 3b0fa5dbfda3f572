package io.embedesk.examples.hosts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.InboundResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The webhook on the JDK's own server: {@code server.createContext("/api/tickets/inbound-email", new JdkWebhook(endpoint))}. */
public final class JdkWebhook implements HttpHandler {
    private final InboundEndpoint endpoint;

    public JdkWebhook(InboundEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String url = "https://" + exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI();
            InboundResponse answer = endpoint.handle(InboundRequest.of(
                    exchange.getRequestMethod(), url, exchange.getRequestHeaders(), exchange.getRequestBody()));
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
