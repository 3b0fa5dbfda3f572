package io.embedesk.examples.helpdesk;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Pages load nothing but their own files and run nothing inline; other sites cannot make an agent's browser act. It comes before the
 * login, which answers for itself: no other site logs anybody in or out.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
final class PageSecurity extends OncePerRequestFilter {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** Lets one page load what a mail's sender has elsewhere, because its reader asked for it. */
    static void allowPictures(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY.replace("img-src 'self'", "img-src 'self' https: http:"));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        if (!SAFE.contains(request.getMethod()) && fromElsewhere(request)) {
            response.sendError(403, "This request comes from another site");
            return;
        }
        chain.doFilter(request, response);
    }

    /** The webhook is signed; and what is no browser says neither where it comes from nor whose cookies it has. */
    private static boolean fromElsewhere(HttpServletRequest request) {
        if (request.getRequestURI().equals(InboundServlet.PATH)) {
            return false;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        return isAnotherHost(request.getHeader("Origin"), request.getHeader("Host"));
    }

    private static boolean isAnotherHost(@Nullable String origin, @Nullable String host) {
        try {
            return origin != null && !URI.create(origin).getAuthority().equals(host);
        } catch (IllegalArgumentException | NullPointerException e) {
            return true;
        }
    }
}
