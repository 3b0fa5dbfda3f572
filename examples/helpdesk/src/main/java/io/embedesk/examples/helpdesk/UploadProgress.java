package io.embedesk.examples.helpdesk;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A form that shows how far its files are is sent by a script, which would follow a redirect without showing the page. It asks by a header
 * to be told where to go instead.
 */
@Component
final class UploadProgress extends OncePerRequestFilter {
    private static final String HEADER = "X-Progress";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean asked = request.getHeader(HEADER) != null;
        chain.doFilter(request, asked ? new Told(response) : response);
    }

    private static final class Told extends HttpServletResponseWrapper {
        Told(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void sendRedirect(String location) {
            setStatus(SC_NO_CONTENT);
            setHeader("Location", location);
        }
    }
}
