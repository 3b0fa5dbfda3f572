package io.embedesk.examples.helpdesk;

import io.embedesk.Actor;
import io.embedesk.AttachmentDownload;
import io.embedesk.AttachmentId;
import io.embedesk.EmbedeskException;
import io.embedesk.EntryId;
import io.embedesk.InvalidInputException;
import io.embedesk.RateLimitedException;
import io.embedesk.TicketId;
import io.embedesk.Upload;
import io.embedesk.email.EmailAddress;
import io.embedesk.portal.CustomerPortal;
import io.embedesk.portal.MagicLinks;
import io.embedesk.portal.PortalAnswer;
import io.embedesk.portal.PortalDraft;
import io.embedesk.portal.PortalTicket;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The help center: customers see their requests, write new ones and answer, each of them only their own. */
@Controller
@RequestMapping("/help")
class HelpPages {
    /** Whose address is proven, in the session. */
    private static final String CUSTOMER = "customer";

    private final CustomerPortal portal;
    private final MagicLinks links;
    private final HelpdeskProperties properties;
    private final Clock clock;

    HelpPages(CustomerPortal portal, MagicLinks links, HelpdeskProperties properties, Clock clock) {
        this.portal = portal;
        this.links = links;
        this.properties = properties;
        this.clock = clock;
    }

    private static Optional<Actor.Customer> known(HttpSession session) {
        return session.getAttribute(CUSTOMER) instanceof String address
                ? EmailAddress.parse(address).map(Actor::customer)
                : Optional.empty();
    }

    private static Actor.Customer customer(HttpSession session) {
        return known(session)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Nobody is logged in"));
    }

    private static String letIn(EmailAddress address, HttpServletRequest request) {
        request.getSession().setAttribute(CUSTOMER, address.value());
        request.changeSessionId();
        return "redirect:/help";
    }

    @GetMapping
    String list(HttpSession session, @RequestParam(required = false) @Nullable String after, Model model) {
        Optional<Actor.Customer> customer = known(session);
        if (customer.isEmpty()) {
            return entrance(false, "", "", model);
        }
        model.addAttribute("customer", customer.get().email().value());
        model.addAttribute("page", portal.list(customer.get(), after));
        model.addAttribute("now", clock.instant());
        return "help";
    }

    private String entrance(boolean mailed, String email, String problem, Model model) {
        model.addAttribute("demo", properties.demoCustomers());
        model.addAttribute("mailed", mailed);
        model.addAttribute("email", email);
        model.addAttribute("problem", problem);
        return "helpEntrance";
    }

    /** The answer is the same whether the address is known or not. Who fills in what nobody sees is a program. */
    @PostMapping("/link")
    String link(
            @RequestParam String email,
            @RequestParam(defaultValue = "") String website,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<EmailAddress> address = EmailAddress.parse(email.strip());
        if (address.isEmpty()) {
            response.setStatus(422);
            return entrance(false, email, Words.of("email.wrong"), model);
        }
        if (website.isEmpty()) {
            links.request(address.get(), request.getRemoteAddr());
        }
        return entrance(true, email, "", model);
    }

    /** For a demonstration only: nothing proves that the address is the visitor's. */
    @PostMapping("/demo")
    String demo(@RequestParam String email, HttpServletRequest request, HttpServletResponse response, Model model) {
        if (!properties.demoCustomers()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "This is no demonstration");
        }
        Optional<EmailAddress> address = EmailAddress.parse(email.strip());
        if (address.isEmpty()) {
            response.setStatus(422);
            return entrance(false, email, Words.of("email.wrong"), model);
        }
        return letIn(address.get(), request);
    }

    /** Mail scanners open links: only the button on this page uses one up. */
    @GetMapping("/in")
    String in(@RequestParam String token, Model model) {
        model.addAttribute("token", token);
        model.addAttribute("used", false);
        return "helpIn";
    }

    @PostMapping("/in")
    String in(@RequestParam String token, HttpServletRequest request, HttpServletResponse response, Model model) {
        Optional<Actor.Customer> customer = links.consume(token);
        if (customer.isPresent()) {
            return letIn(customer.get().email(), request);
        }
        response.setStatus(410);
        model.addAttribute("token", "");
        model.addAttribute("used", true);
        return "helpIn";
    }

    @PostMapping("/out")
    String out(HttpSession session) {
        session.removeAttribute(CUSTOMER);
        return "redirect:/help";
    }

    @GetMapping("/new")
    String form(HttpSession session, Model model) {
        return known(session).isEmpty() ? "redirect:/help" : form(session, TicketId.mint(), "", "", "", "", model);
    }

    private static String form(
            HttpSession session, TicketId id, String subject, String text, String name, String problem, Model model) {
        model.addAttribute("customer", customer(session).email().value());
        model.addAttribute("id", id);
        model.addAttribute("subject", subject);
        model.addAttribute("text", text);
        model.addAttribute("name", name);
        model.addAttribute("problem", problem);
        return "helpNew";
    }

    @PostMapping("/requests")
    String open(
            HttpSession session,
            @RequestParam String id,
            @RequestParam String subject,
            @RequestParam String text,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            RedirectAttributes redirect,
            HttpServletResponse response,
            Model model) {
        TicketId ticket = TicketId.parse(id).orElseGet(TicketId::mint);
        try {
            PortalDraft draft = PortalDraft.of(subject, text).id(ticket).name(name);
            for (Upload upload : Uploads.of(files)) {
                draft = draft.attach(upload);
            }
            PortalTicket opened = portal.open(customer(session), draft);
            redirect.addFlashAttribute(PageAdvice.NOTICE, Words.of("request.sent", opened.number()));
            return "redirect:/help/tickets/" + opened.id();
        } catch (InvalidInputException | RateLimitedException e) {
            response.setStatus(e instanceof RateLimitedException ? 429 : 422);
            return form(session, ticket, subject, text, name, Words.of("sent.not", problem(e)), model);
        }
    }

    @GetMapping("/tickets/{id}")
    String thread(HttpSession session, @PathVariable TicketId id, Model model) {
        return known(session).isEmpty() ? "redirect:/help" : thread(session, id, "", "", model);
    }

    private String thread(HttpSession session, TicketId id, String text, String problem, Model model) {
        Actor.Customer customer = customer(session);
        model.addAttribute("customer", customer.email().value());
        model.addAttribute("thread", portal.thread(customer, id));
        model.addAttribute("draft", EntryId.mint());
        model.addAttribute("text", text);
        model.addAttribute("problem", problem);
        model.addAttribute("now", clock.instant());
        return "helpTicket";
    }

    @PostMapping("/tickets/{id}/answer")
    String answer(
            HttpSession session,
            @PathVariable TicketId id,
            @RequestParam String text,
            @RequestParam(defaultValue = "") String draft,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            RedirectAttributes redirect,
            HttpServletResponse response,
            Model model) {
        try {
            PortalAnswer answer =
                    PortalAnswer.text(text).id(EntryId.parse(draft).orElseGet(EntryId::mint));
            for (Upload upload : Uploads.of(files)) {
                answer = answer.attach(upload);
            }
            portal.answer(customer(session), id, answer);
            redirect.addFlashAttribute(PageAdvice.NOTICE, Words.of("sent"));
            return "redirect:/help/tickets/" + id;
        } catch (InvalidInputException | RateLimitedException e) {
            response.setStatus(e instanceof RateLimitedException ? 429 : 422);
            return thread(session, id, text, Words.of("sent.not", problem(e)), model);
        }
    }

    @GetMapping("/tickets/{id}/attachments/{attachment}")
    void attachment(
            HttpSession session,
            @PathVariable TicketId id,
            @PathVariable AttachmentId attachment,
            HttpServletResponse response)
            throws IOException {
        Optional<AttachmentDownload> found = portal.attachment(customer(session), id, attachment);
        if (found.isEmpty()) {
            response.sendError(404);
            return;
        }
        try (AttachmentDownload download = found.get()) {
            Download.send(download, response);
        }
    }

    private static String problem(EmbedeskException e) {
        return e instanceof InvalidInputException invalid ? Show.violations(invalid) : Words.of("sent.tooMuch");
    }
}
