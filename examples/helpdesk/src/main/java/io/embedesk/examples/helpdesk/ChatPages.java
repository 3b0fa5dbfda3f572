package io.embedesk.examples.helpdesk;

import io.embedesk.InvalidInputException;
import io.embedesk.RateLimitedException;
import io.embedesk.examples.helpdesk.Chats.Chat;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The chat page: a visitor writes, and may ask for a person. */
@Controller
@RequestMapping("/chat")
class ChatPages {
    private static final String CHAT = "chat";

    private final Chats chats;

    ChatPages(Chats chats) {
        this.chats = chats;
    }

    private Chat chat(HttpServletRequest request) {
        HttpSession session = request.getSession();
        String id = session.getAttribute(CHAT) instanceof String known ? known : null;
        return chats.find(id).orElseGet(() -> {
            Chat begun = chats.begin(request.getRemoteAddr());
            session.setAttribute(CHAT, begun.id());
            return begun;
        });
    }

    @GetMapping
    String show(HttpServletRequest request, Model model) {
        model.addAttribute("chat", chat(request));
        return "chat";
    }

    @GetMapping("/lines")
    String lines(HttpServletRequest request, Model model) {
        model.addAttribute("chat", chat(request));
        model.addAttribute("forVisitor", true);
        return "chatLines";
    }

    @PostMapping("/say")
    String say(HttpServletRequest request, @RequestParam String text) {
        Chat chat = chat(request);
        chats.say(chat, null, chat.visitor(), text);
        return "redirect:/chat";
    }

    @PostMapping("/agent")
    String ask(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String email,
            HttpServletResponse response,
            Model model) {
        Chat chat = chat(request);
        try {
            chats.ask(chat, name, email);
            return "redirect:/chat";
        } catch (InvalidInputException | RateLimitedException e) {
            boolean invalid = e instanceof InvalidInputException;
            response.setStatus(invalid ? 422 : 429);
            model.addAttribute("chat", chat);
            model.addAttribute(
                    "problem",
                    e instanceof InvalidInputException wrong
                            ? Show.violations(wrong)
                            : "There are many requests from your network. Please try again later.");
            return "chat";
        }
    }
}
