package io.embedesk.examples.quarkus;

import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.InboundResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;

/** The webhook by Jakarta REST: as a stream the body is what was sent, also of a form. */
@Path("/api/tickets/inbound-email")
public class WebhookResource {
    private final InboundEndpoint endpoint;

    WebhookResource(InboundEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** A mail provider sends. */
    @POST
    @Consumes(MediaType.WILDCARD)
    public Response post(@Context UriInfo address, @Context HttpHeaders headers, InputStream body) {
        return answer("POST", address, headers, body);
    }

    /** A mail provider, or a person, asks whether somebody is there. */
    @GET
    public Response get(@Context UriInfo address, @Context HttpHeaders headers) {
        return answer("GET", address, headers, InputStream.nullInputStream());
    }

    private Response answer(String method, UriInfo address, HttpHeaders headers, InputStream body) {
        InboundResponse answer = endpoint.handle(
                InboundRequest.of(method, address.getRequestUri().toString(), headers.getRequestHeaders(), body));
        Response.ResponseBuilder response = Response.status(answer.status()).entity(answer.body());
        answer.headers().forEach(response::header);
        return response.build();
    }
}
