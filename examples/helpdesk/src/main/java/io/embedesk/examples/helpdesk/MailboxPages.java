package io.embedesk.examples.helpdesk;

import io.embedesk.examples.helpdesk.DemoMailbox.CaughtMail;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What customers have received, and answering in their place. */
@Controller
@RequestMapping("/mailbox")
class MailboxPages {
    private final DemoMailbox mailbox;
    private final DemoCustomer customer;
    private final Clock clock;

    MailboxPages(DemoMailbox mailbox, DemoCustomer customer, Clock clock) {
        this.mailbox = mailbox;
        this.customer = customer;
        this.clock = clock;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("mails", mailbox.mails());
        model.addAttribute("now", clock.instant());
        return "mailbox";
    }

    @GetMapping("/{id}")
    String show(@PathVariable int id, Model model) {
        model.addAttribute("mail", mail(id));
        return "mail";
    }

    @PostMapping("/{id}/answer")
    String answer(@PathVariable int id, @RequestParam String text, RedirectAttributes redirect)
            throws IOException, InterruptedException {
        HttpResponse<String> webhook = customer.answer(mail(id), text);
        redirect.addFlashAttribute(
                PageAdvice.NOTICE, "The webhook said " + webhook.statusCode() + ": " + webhook.body());
        return "redirect:/mailbox/" + id;
    }

    private CaughtMail mail(int id) {
        return mailbox.find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such mail"));
    }
}
