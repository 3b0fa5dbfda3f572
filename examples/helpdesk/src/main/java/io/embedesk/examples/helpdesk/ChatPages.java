package io.embedesk.examples.helpdesk;

import io.embedesk.EmbedeskException;
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
        HttpSession session = request.getSession(false);
        String id = session != null && session.getAttribute(CHAT) instanceof String known ? known : null;
        return chats.find(id).orElseGet(() -> chats.fresh(request.getRemoteAddr()));
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
    String say(HttpServletRequest request, @RequestParam String text, HttpServletResponse response, Model model) {
        Chat chat = chat(request);
        try {
            request.getSession()
                    .setAttribute(
                            CHAT, chats.say(chat, null, chat.visitor(), text).id());
            return "redirect:/chat";
        } catch (RateLimitedException e) {
            return refused(e, chat, response, model);
        }
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
            request.getSession().setAttribute(CHAT, chats.ask(chat, name, email).id());
            return "redirect:/chat";
        } catch (InvalidInputException | RateLimitedException e) {
            return refused(e, chat, response, model);
        }
    }

    private static String refused(EmbedeskException e, Chat chat, HttpServletResponse response, Model model) {
        String problem = Words.of("chat.busy");
        if (e instanceof InvalidInputException wrong) {
            problem = Show.violations(wrong);
        }
        response.setStatus(e instanceof InvalidInputException ? 422 : 429);
        model.addAttribute("chat", chat);
        model.addAttribute("problem", problem);
        return "chat";
    }
}
