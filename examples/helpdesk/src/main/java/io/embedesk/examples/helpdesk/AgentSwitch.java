package io.embedesk.examples.helpdesk;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The entrance, and changing places: a demonstration's login. */
@Controller
class AgentSwitch {
    private final Agents agents;

    AgentSwitch(Agents agents) {
        this.agents = agents;
    }

    @GetMapping("/")
    String entrance() {
        return "redirect:/tickets";
    }

    @PostMapping("/agent")
    String change(@RequestParam String agent, @RequestParam String back, HttpServletResponse response) {
        agents.find(agent).ifPresent(found -> {
            ResponseCookie cookie = ResponseCookie.from(Agents.COOKIE, found.id())
                    .path("/")
                    .httpOnly(true)
                    .sameSite("Strict")
                    .maxAge(Duration.ofDays(30))
                    .build();
            response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        });
        boolean here = back.startsWith("/tickets") || back.startsWith("/mailbox");
        return "redirect:" + (here ? back : "/tickets");
    }
}
