package io.embedesk.examples.helpdesk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embedesk.inbound.InboundEndpoint;
import io.embedesk.inbound.InboundRequest;
import io.embedesk.inbound.InboundResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The address that the mail provider posts to. A servlet of its own, and not a controller: Spring would read forms and files
 * out of the body first, and a signature is over the bytes as they came.
 */
final class InboundServlet extends HttpServlet {
    static final String PATH = "/api/tickets/inbound-email";
    private static final long serialVersionUID = 1L;
    private final transient InboundEndpoint endpoint;
    private final transient InboundSeen seen;

    InboundServlet(InboundEndpoint endpoint, InboundSeen seen) {
        this.endpoint = endpoint;
        this.seen = seen;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, Collections.list(request.getHeaders(name)));
        }
        String url = request.getRequestURL().toString();
        InboundResponse answer =
                endpoint.handle(InboundRequest.of(request.getMethod(), url, headers, request.getInputStream()));
        if (request.getMethod().equals("POST") && answer.status() == HttpServletResponse.SC_OK) {
            seen.now();
        }
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.getOutputStream().write(answer.body().getBytes(UTF_8));
    }

    @Configuration(proxyBeanMethods = false)
    static class Registration {
        @Bean
        ServletRegistrationBean<InboundServlet> inboundServlet(InboundEndpoint endpoint, InboundSeen seen) {
            return new ServletRegistrationBean<>(new InboundServlet(endpoint, seen), PATH);
        }
    }
}
