package io.embedesk.examples.helpdesk;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The entrance for agents. */
@Controller
class LoginPages {
    private static final String PROBLEM =
            "The name or the password is wrong. After ten wrong ones, wait a quarter of an hour.";

    private final Agents agents;
    private final HelpdeskProperties properties;

    LoginPages(Agents agents, HelpdeskProperties properties) {
        this.agents = agents;
        this.properties = properties;
    }

    @GetMapping("/")
    String entrance() {
        return "redirect:/tickets";
    }

    @GetMapping("/login")
    String login(
            HttpServletRequest request,
            @RequestParam(required = false) @Nullable String error,
            @RequestParam(required = false) @Nullable String out,
            Model model) {
        if (agents.loggedIn(request).isPresent()) {
            return "redirect:/tickets";
        }
        model.addAttribute("agents", agents.all());
        model.addAttribute("problem", error == null ? "" : PROBLEM);
        model.addAttribute("out", out != null);
        model.addAttribute("demoPassword", properties.isDemo() ? properties.demoPassword() : "");
        return "login";
    }
}
