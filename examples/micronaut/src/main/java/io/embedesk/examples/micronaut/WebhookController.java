package io.embedesk.examples.micronaut;

import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.InboundResponse;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.InputStream;

/** The webhook on Micronaut, off the event loop: as a stream the body is what was sent, also of a form. */
@Controller("/api/tickets/inbound-email")
@ExecuteOn(TaskExecutors.BLOCKING)
public class WebhookController {
    private final InboundEndpoint endpoint;

    WebhookController(InboundEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** A mail provider sends. */
    @Post(consumes = MediaType.ALL)
    public HttpResponse<String> post(HttpRequest<?> request, @Body InputStream body) {
        return answer(request, body);
    }

    /** A mail provider, or a person, asks whether somebody is there. */
    @Get
    public HttpResponse<String> get(HttpRequest<?> request) {
        return answer(request, InputStream.nullInputStream());
    }

    private HttpResponse<String> answer(HttpRequest<?> request, InputStream body) {
        String url = "https://" + request.getHeaders().get("Host") + request.getUri();
        InboundResponse answer = endpoint.handle(InboundRequest.of(
                request.getMethodName(), url, request.getHeaders().asMap(), body));
        MutableHttpResponse<String> response =
                HttpResponse.<String>status(answer.status(), "").body(answer.body());
        answer.headers().forEach(response::header);
        return response;
    }
}
