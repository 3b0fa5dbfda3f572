package io.embedesk.examples.helpdesk;

import io.embedesk.TicketNotFoundException;
import io.embedesk.examples.helpdesk.Agents.Agent;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** What all pages have in common. */
@ControllerAdvice
class PageAdvice {
    /** The flash attribute that tells on the next page what was done. */
    static final String NOTICE = "notice";

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
                request.getRequestURI(),
                mailbox.port().isPresent(),
                notice == null ? null : notice.toString());
    }

    @ExceptionHandler({TicketNotFoundException.class, MethodArgumentTypeMismatchException.class})
    @ResponseStatus(HttpStatus.NOT_FOUND)
    String notThere(HttpServletRequest request, Model model) {
        model.addAttribute("frame", frame(request, model));
        model.addAttribute("status", 404);
        return "error";
    }
}
