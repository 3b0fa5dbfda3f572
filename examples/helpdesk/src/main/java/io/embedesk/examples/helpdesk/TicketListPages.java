package io.embedesk.examples.helpdesk;

import io.embedesk.Desk;
import io.embedesk.InvalidInputException;
import io.embedesk.NewTicket;
import io.embedesk.Priority;
import io.embedesk.Source;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.TicketQuery;
import io.embedesk.TicketService;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of tickets, and opening one. */
@Controller
@RequestMapping("/tickets")
class TicketListPages {
    private static final int PAGE = 25;

    private final TicketService tickets;
    private final Clock clock;

    TicketListPages(Desk desk, Clock clock) {
        this.tickets = desk.tickets();
        this.clock = clock;
    }

    @GetMapping
    String list(
            @ModelAttribute("frame") Frame frame,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String priority,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        Status onlyStatus = Show.read(Status.class, status).orElse(null);
        Priority onlyPriority = Show.read(Priority.class, priority).orElse(null);
        TicketFilter filter = TicketList.filter(onlyStatus, onlyPriority);
        TicketQuery query = TicketQuery.of(filter).limit(PAGE).after(after);
        var actor = frame.me().actor();
        model.addAttribute(
                "list",
                new TicketList(
                        onlyStatus,
                        onlyPriority,
                        tickets.list(actor, query),
                        tickets.counts(actor, filter.anyStatus()),
                        clock.instant()));
        model.addAttribute("form", TicketForm.empty());
        return "list";
    }

    @GetMapping("/new")
    String form(Model model) {
        model.addAttribute("form", TicketForm.empty());
        return "new";
    }

    @PostMapping
    String open(
            @ModelAttribute("frame") Frame frame,
            @ModelAttribute("values") TicketForm.Values values,
            RedirectAttributes redirect,
            HttpServletResponse response,
            Model model) {
        try {
            Ticket ticket = tickets.open(frame.me().actor(), draft(values));
            redirect.addFlashAttribute(PageAdvice.NOTICE, "Ticket #" + ticket.number() + " is open.");
            return "redirect:/tickets/" + ticket.id();
        } catch (InvalidInputException e) {
            response.setStatus(422);
            model.addAttribute("form", new TicketForm(values, e.violations()));
            return "new";
        }
    }

    private static NewTicket draft(TicketForm.Values values) {
        return new NewTicket(
                TicketId.parse(values.id()).orElseGet(TicketId::mint),
                values.subject(),
                values.description(),
                Show.read(Priority.class, values.priority()).orElse(Priority.MEDIUM),
                values.assignee().isEmpty() ? null : values.assignee(),
                values.contactName(),
                values.contactEmail(),
                List.of(),
                Source.AGENT,
                null);
    }
}
