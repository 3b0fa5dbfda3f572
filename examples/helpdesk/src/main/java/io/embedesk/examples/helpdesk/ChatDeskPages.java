package io.embedesk.examples.helpdesk;

import io.embedesk.examples.helpdesk.Agents.Agent;
import io.embedesk.examples.helpdesk.Chats.Chat;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Visitors who want to talk, as agents see them. */
@Controller
@RequestMapping("/chats")
class ChatDeskPages {
    private final Chats chats;
    private final Clock clock;

    ChatDeskPages(Chats chats, Clock clock) {
        this.chats = chats;
        this.clock = clock;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("chats", chats.wanted());
        model.addAttribute("now", clock.instant());
        return "chats";
    }

    @GetMapping("/{id}")
    String show(@PathVariable String id, Model model) {
        model.addAttribute("open", wanted(id));
        return list(model);
    }

    @GetMapping("/{id}/lines")
    String lines(@PathVariable String id, Model model) {
        model.addAttribute("chat", wanted(id));
        model.addAttribute("forVisitor", false);
        return "chatLines";
    }

    @PostMapping("/{id}")
    String answer(@ModelAttribute("frame") Frame frame, @PathVariable String id, @RequestParam String text) {
        Agent me = frame.me();
        chats.say(wanted(id), me.id(), me.name(), text);
        return "redirect:/chats/" + id;
    }

    /** What a visitor writes is theirs until they ask for somebody. */
    private Chat wanted(String id) {
        return chats.find(id)
                .filter(chat -> chat.askedAt() != null)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such conversation"));
    }
}
