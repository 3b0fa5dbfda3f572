package io.embedesk.examples.helpdesk;

import io.embedesk.Actor;
import io.embedesk.AttachmentDownload;
import io.embedesk.AttachmentId;
import io.embedesk.Content;
import io.embedesk.Desk;
import io.embedesk.EmbedeskException;
import io.embedesk.EntryId;
import io.embedesk.InvalidInputException;
import io.embedesk.NoteDraft;
import io.embedesk.ReplyDraft;
import io.embedesk.ReplyResult;
import io.embedesk.StaleThreadException;
import io.embedesk.TicketChange;
import io.embedesk.TicketConflictException;
import io.embedesk.TicketId;
import io.embedesk.TicketService;
import io.embedesk.Upload;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One ticket: its thread, its sidebar, and what an agent does there. */
@Controller
@RequestMapping("/tickets/{id}")
class TicketPages {
    private final TicketService tickets;
    private final Clock clock;

    TicketPages(Desk desk, Clock clock) {
        this.tickets = desk.tickets();
        this.clock = clock;
    }

    @GetMapping
    String show(@ModelAttribute("frame") Frame frame, @PathVariable TicketId id, Model model) {
        return page(frame.me().actor(), id, Composer.EMPTY, model);
    }

    private String page(Actor.Staff actor, TicketId id, Composer composer, Model model) {
        model.addAttribute("thread", tickets.thread(actor, id));
        model.addAttribute("composer", composer);
        model.addAttribute("draft", EntryId.mint());
        model.addAttribute("now", clock.instant());
        return "ticket";
    }

    @PostMapping("/reply")
    String reply(
            @ModelAttribute("frame") Frame frame,
            @PathVariable TicketId id,
            @RequestParam String text,
            @RequestParam String draft,
            @RequestParam(defaultValue = "") String lastSeen,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            RedirectAttributes redirect,
            HttpServletResponse response,
            Model model) {
        try {
            ReplyDraft reply = ReplyDraft.text(text).id(entryId(draft).orElseGet(EntryId::mint));
            for (Upload upload : uploads(files)) {
                reply = reply.attach(upload);
            }
            Optional<EntryId> seen = entryId(lastSeen);
            ReplyResult result =
                    tickets.reply(frame.me().actor(), id, seen.isPresent() ? reply.ifLastSeen(seen.get()) : reply);
            redirect.addFlashAttribute(PageAdvice.NOTICE, Show.outcome(result.delivery()));
            return "redirect:/tickets/" + id + "#composer";
        } catch (InvalidInputException | StaleThreadException e) {
            return refused(frame, id, Composer.reply(text, problem(e)), response, model);
        }
    }

    @PostMapping("/note")
    String note(
            @ModelAttribute("frame") Frame frame,
            @PathVariable TicketId id,
            @RequestParam String text,
            @RequestParam String draft,
            HttpServletResponse response,
            Model model) {
        try {
            NoteDraft note = NoteDraft.text(text).id(entryId(draft).orElseGet(EntryId::mint));
            tickets.note(frame.me().actor(), id, note);
            return "redirect:/tickets/" + id + "#composer";
        } catch (InvalidInputException e) {
            return refused(frame, id, Composer.note(text, problem(e)), response, model);
        }
    }

    @PostMapping("/change")
    String change(
            @ModelAttribute("frame") Frame frame,
            @PathVariable TicketId id,
            @RequestParam Map<String, String> fields,
            RedirectAttributes redirect) {
        try {
            TicketChange change = SidebarForm.change(fields);
            tickets.change(frame.me().actor(), id, change);
            redirect.addFlashAttribute(PageAdvice.NOTICE, "Saved.");
        } catch (InvalidInputException | StaleThreadException | TicketConflictException e) {
            redirect.addFlashAttribute(PageAdvice.NOTICE, "Not saved: " + problem(e));
        }
        return "redirect:/tickets/" + id;
    }

    @PostMapping("/delete")
    String delete(@ModelAttribute("frame") Frame frame, @PathVariable TicketId id, RedirectAttributes redirect) {
        tickets.delete(frame.me().actor(), id);
        redirect.addFlashAttribute(PageAdvice.NOTICE, "The ticket is deleted.");
        return "redirect:/tickets";
    }

    @GetMapping("/attachments/{attachment}")
    void attachment(
            @ModelAttribute("frame") Frame frame,
            @PathVariable TicketId id,
            @PathVariable AttachmentId attachment,
            HttpServletResponse response)
            throws IOException {
        Optional<AttachmentDownload> found = tickets.attachment(frame.me().actor(), id, attachment);
        if (found.isEmpty()) {
            response.sendError(404);
            return;
        }
        try (AttachmentDownload download = found.get()) {
            Download.send(download, response);
        }
    }

    private String refused(Frame frame, TicketId id, Composer composer, HttpServletResponse response, Model model) {
        response.setStatus(422);
        return page(frame.me().actor(), id, composer, model);
    }

    private static String problem(EmbedeskException e) {
        if (e instanceof InvalidInputException invalid) {
            return invalid.violations().stream()
                    .map(violation -> violation.field() + " " + violation.reason())
                    .reduce((a, b) -> a + "; " + b)
                    .orElse("");
        }
        return "somebody wrote or changed something since you opened this page. Look at it below, then send again.";
    }

    private static Optional<EntryId> entryId(String text) {
        return EntryId.parse(text);
    }

    private static List<Upload> uploads(@Nullable List<MultipartFile> files) {
        return (files == null ? List.<MultipartFile>of() : files)
                .stream()
                        .filter(file -> !file.isEmpty())
                        .map(file -> {
                            String name = file.getOriginalFilename();
                            String type = file.getContentType();
                            Content content = file::getInputStream;
                            return Upload.of(
                                    name == null ? "" : name,
                                    type == null ? "application/octet-stream" : type,
                                    content);
                        })
                        .toList();
    }
}
