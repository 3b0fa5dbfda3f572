package io.embedesk.examples.helpdesk;

import io.embedesk.InvalidInputException;
import io.embedesk.email.EmailAddress;
import io.embedesk.mail.ConnectionTest;
import io.embedesk.mail.SmtpProvider;
import io.embedesk.mail.SmtpSettings;
import io.embedesk.mail.StoredSmtpSettings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Settings, E-mail: the mail server, the sender, how answers come back, and whether it all works. */
@Controller
@RequestMapping("/settings")
class EmailSettingsPages {
    private final StoredSmtpSettings stored;
    private final OutgoingMail mail;
    private final HelpdeskSecrets secrets;
    private final InboundSeen inbound;
    private final Clock clock;

    EmailSettingsPages(
            StoredSmtpSettings stored, OutgoingMail mail, HelpdeskSecrets secrets, InboundSeen inbound, Clock clock) {
        this.inbound = inbound;
        this.stored = stored;
        this.mail = mail;
        this.secrets = secrets;
        this.clock = clock;
    }

    @GetMapping
    String entrance() {
        return "redirect:/settings/email";
    }

    @GetMapping("/email")
    String show(HttpServletRequest request, Model model) {
        return page(EmailSettings.of(stored.get(), mail.areSaved()), request, model);
    }

    private String page(EmailSettings settings, HttpServletRequest request, Model model) {
        model.addAttribute("settings", settings);
        model.addAttribute("providers", SmtpProvider.values());
        model.addAttribute(
                "sender", mail.settings().map(s -> s.from().address().value()).orElse(""));
        model.addAttribute(
                "webhook",
                ServletUriComponentsBuilder.fromContextPath(request)
                        .path(InboundServlet.PATH)
                        .toUriString());
        model.addAttribute("inboundSince", inbound.first().map(Show::exact).orElse(""));
        model.addAttribute("secret", secrets.webhookSecret().reveal());
        return "emailSettings";
    }

    @PostMapping("/email")
    String save(
            @ModelAttribute("values") EmailSettings.Values values,
            RedirectAttributes redirect,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            stored.save(EmailSettings.read(values, stored.get()));
            redirect.addFlashAttribute(PageAdvice.NOTICE, "Saved. Now test the connection.");
            return "redirect:/settings/email#test";
        } catch (InvalidInputException e) {
            response.setStatus(422);
            boolean hasPassword = stored.get().flatMap(SmtpSettings::password).isPresent();
            var refused = new EmailSettings(values, hasPassword, mail.areSaved(), e.violations());
            return page(refused, request, model);
        }
    }

    @PostMapping("/email/remove")
    String remove(RedirectAttributes redirect) {
        stored.clear();
        redirect.addFlashAttribute(PageAdvice.NOTICE, "The mail server is forgotten.");
        return "redirect:/settings/email";
    }

    /** Step by step, each as a line of JSON when it is over: the page shows it at once. */
    @PostMapping("/email/test")
    void test(@RequestParam(defaultValue = "") String to, HttpServletResponse response) throws IOException {
        StreamedLines lines = new StreamedLines(response);
        Optional<SmtpSettings> settings = mail.settings();
        if (settings.isEmpty()) {
            lines.write(new StepLine("Settings", false, "There is no mail server yet.", "Save one first."));
            return;
        }
        ConnectionTest test = ConnectionTest.of(settings.get()).clock(clock);
        Optional<EmailAddress> recipient = EmailAddress.parse(to);
        boolean passed = (recipient.isPresent() ? test.to(recipient.get()) : test)
                .run(result -> lines.write(new StepLine(
                        title(result.step()),
                        result.passed(),
                        result.said(),
                        Objects.requireNonNullElse(result.remedy(), ""))));
        String end = passed
                ? "It works: a mail is on its way to "
                        + recipient.orElse(settings.get().from().address())
                : "It does not work yet.";
        lines.write(new EndLine(passed, end));
    }

    /** What came of a step, for the page. */
    record StepLine(String step, boolean passed, String said, String remedy) {}

    /** What came of it all. */
    record EndLine(boolean passed, String end) {}

    private static String title(ConnectionTest.Step step) {
        return switch (step) {
            case RESOLVE -> "Find the server";
            case CONNECT -> "Connect";
            case TLS -> "Encrypt";
            case LOGIN -> "Log in";
            case SEND -> "Send a mail";
        };
    }
}
