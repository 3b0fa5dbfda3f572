package io.embedesk.examples.helpdesk;

import io.embedesk.TicketNotFoundException;
import io.embedesk.examples.helpdesk.Agents.Agent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** What all pages have in common. */
@ControllerAdvice
class PageAdvice {
    /** The flash attribute that tells on the next page what was done. */
    static final String NOTICE = "notice";

    /** A form that comes back with its mistakes is still the page of its ticket. */
    private static final Pattern OF_A_TICKET = Pattern.compile("^(/tickets/[0-9a-z]{26})/.*");

    private final Agents agents;
    private final DemoMailbox mailbox;

    PageAdvice(Agents agents, DemoMailbox mailbox) {
        this.agents = agents;
        this.mailbox = mailbox;
    }

    @ModelAttribute("frame")
    @Nullable
    Frame frame(HttpServletRequest request, Model model) {
        Object notice = model.getAttribute(NOTICE);
        return agents.loggedIn(request).map(me -> frame(me, request, notice)).orElse(null);
    }

    private Frame frame(Agent me, HttpServletRequest request, @Nullable Object notice) {
        return new Frame(
                me,
                agents.all(),
                OF_A_TICKET.matcher(request.getRequestURI()).replaceFirst("$1"),
                mailbox.port().isPresent(),
                notice == null ? null : notice.toString());
    }

    @ExceptionHandler({TicketNotFoundException.class, MethodArgumentTypeMismatchException.class})
    Object notThere(HttpServletRequest request, HttpServletResponse response, Model model) {
        if (Notices.isRefresh(request)) {
            // No fault of whoever reads a page whose ticket is deleted meanwhile: there is nothing to show any more.
            return ResponseEntity.noContent().build();
        }
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        model.addAttribute("frame", frame(request, model));
        model.addAttribute("status", 404);
        return "error";
    }
}
