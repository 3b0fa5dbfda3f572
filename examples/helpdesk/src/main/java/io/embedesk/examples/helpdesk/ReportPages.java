package io.embedesk.examples.helpdesk;

import io.embedesk.Desk;
import java.time.Clock;
import java.time.ZoneId;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** How the desk did lately. */
@Controller
class ReportPages {
    private final Desk desk;
    private final Clock clock;

    ReportPages(Desk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @GetMapping("/reports")
    String show(@ModelAttribute("frame") Frame frame, Model model) {
        model.addAttribute(
                "reports", Reports.of(desk.tickets(), frame.me().actor(), clock.instant(), ZoneId.systemDefault()));
        return "reports";
    }
}
