package io.embedesk.examples.helpdesk;

import io.embedesk.BulkResult;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final MailHints hints;
    private final Clock clock;

    TicketListPages(Desk desk, MailHints hints, Clock clock) {
        this.hints = hints;
        this.tickets = desk.tickets();
        this.clock = clock;
    }

    /** Wherever a ticket can be created. */
    @ModelAttribute("contactHint")
    String contactHint() {
        return hints.contact();
    }

    @GetMapping
    String list(
            @ModelAttribute("frame") Frame frame,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String priority,
            @RequestParam(defaultValue = "") String assignee,
            @RequestParam(defaultValue = "") String tag,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        Status onlyStatus = Show.read(Status.class, status).orElse(null);
        Priority onlyPriority = Show.read(Priority.class, priority).orElse(null);
        TicketFilter filter = TicketList.filter(onlyStatus, onlyPriority, assignee, tag, q);
        TicketQuery query = TicketQuery.of(filter).limit(PAGE).after(after);
        var actor = frame.me().actor();
        model.addAttribute(
                "list",
                new TicketList(
                        onlyStatus,
                        onlyPriority,
                        assignee,
                        tag.strip(),
                        q.strip(),
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

    /** The same change for all that were chosen; what could not be changed is said, and the others are. */
    @PostMapping("/change")
    String changeAll(
            @ModelAttribute("frame") Frame frame,
            @RequestParam(required = false) @Nullable List<TicketId> chosen,
            @RequestParam Map<String, String> fields,
            RedirectAttributes redirect) {
        List<TicketId> ids = chosen == null ? List.of() : chosen;
        Map<String, String> given = new HashMap<>(fields);
        given.values().removeIf(String::isEmpty);
        given.keySet().retainAll(List.of("status", "priority", "assignee", "addTag"));
        if (ids.isEmpty() || given.isEmpty()) {
            redirect.addFlashAttribute(PageAdvice.NOTICE, "Choose tickets, and what to change.");
        } else {
            var results = tickets.changeAll(frame.me().actor(), ids, SidebarForm.change(given))
                    .values();
            long changed = results.stream()
                    .filter(BulkResult.Changed.class::isInstance)
                    .count();
            redirect.addFlashAttribute(
                    PageAdvice.NOTICE,
                    changed + " of " + ids.size() + (ids.size() == 1 ? " ticket" : " tickets") + " changed.");
        }
        return "redirect:" + TicketList.here(fields.getOrDefault("back", ""));
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
