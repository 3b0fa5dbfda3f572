package io.embedesk.examples.helpdesk;

import io.embedesk.Desk;
import io.embedesk.InvalidInputException;
import io.embedesk.privacy.Erasure;
import io.embedesk.replies.SavedReplies;
import io.embedesk.replies.SavedReply;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Settings, Desk: texts that agents use again and again, how long tickets are kept, who is there. */
@Controller
@RequestMapping("/settings/desk")
class DeskSettingsPages {
    private final SavedReplies replies;
    private final Retention retention;
    private final Presence presence;

    DeskSettingsPages(Desk desk, Retention retention, Presence presence) {
        this.replies = desk.savedReplies();
        this.retention = retention;
        this.presence = presence;
    }

    @GetMapping
    String show(@ModelAttribute("frame") Frame frame, Model model) {
        return page(frame, "", "", "", model);
    }

    private String page(Frame frame, String title, String text, String problem, Model model) {
        model.addAttribute("replies", replies.list(frame.me().actor()));
        model.addAttribute("retention", retention.chosen());
        model.addAttribute("seats", presence.all());
        model.addAttribute("newTitle", title);
        model.addAttribute("newText", text);
        model.addAttribute("problem", problem);
        return "deskSettings";
    }

    @PostMapping("/replies")
    String save(
            @ModelAttribute("frame") Frame frame,
            @RequestParam(defaultValue = "") String id,
            @RequestParam String title,
            @RequestParam String text,
            RedirectAttributes redirect,
            HttpServletResponse response,
            Model model) {
        try {
            SavedReply reply = id.isEmpty() ? SavedReply.of(title, text) : new SavedReply(id, title, text);
            replies.save(frame.me().actor(), reply);
            redirect.addFlashAttribute(PageAdvice.NOTICE, "Saved.");
            return "redirect:/settings/desk";
        } catch (InvalidInputException e) {
            response.setStatus(422);
            return page(frame, title, text, "Not saved: " + Show.violations(e), model);
        }
    }

    @PostMapping("/replies/delete")
    String delete(@ModelAttribute("frame") Frame frame, @RequestParam String id, RedirectAttributes redirect) {
        replies.delete(frame.me().actor(), id);
        redirect.addFlashAttribute(PageAdvice.NOTICE, "Deleted.");
        return "redirect:/settings/desk";
    }

    @PostMapping("/retention")
    String retain(
            @ModelAttribute("frame") Frame frame,
            @RequestParam String how,
            @RequestParam(defaultValue = "") String days,
            RedirectAttributes redirect,
            HttpServletResponse response,
            Model model) {
        try {
            retention.choose(
                    how.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new Retention.Choice(number(days), Erasure.valueOf(how))));
            redirect.addFlashAttribute(PageAdvice.NOTICE, "Saved.");
            return "redirect:/settings/desk";
        } catch (InvalidInputException e) {
            response.setStatus(422);
            return page(frame, "", "", "Not saved: " + Show.violations(e), model);
        }
    }

    private static int number(String days) {
        try {
            return Integer.parseInt(days.strip());
        } catch (NumberFormatException e) {
            throw new InvalidInputException("days", "must be a number, such as 365");
        }
    }
}
