package io.embedesk.examples.helpdesk;

import io.embedesk.Actor;
import io.embedesk.AttachmentDownload;
import io.embedesk.AttachmentId;
import io.embedesk.Desk;
import io.embedesk.EmbedeskException;
import io.embedesk.EntryId;
import io.embedesk.InvalidInputException;
import io.embedesk.NewTicket;
import io.embedesk.NoteDraft;
import io.embedesk.ReplyDraft;
import io.embedesk.ReplyResult;
import io.embedesk.StaleThreadException;
import io.embedesk.Status;
import io.embedesk.Ticket;
import io.embedesk.TicketChange;
import io.embedesk.TicketConflictException;
import io.embedesk.TicketId;
import io.embedesk.TicketService;
import io.embedesk.Upload;
import io.embedesk.email.EmailAddress;
import io.embedesk.email.EmailDelivery;
import io.embedesk.email.Mailbox;
import io.embedesk.replies.SavedReplies;
import io.embedesk.replies.SavedReply;
import io.embedesk.replies.TextContext;
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
    private final SavedReplies savedReplies;
    private final Agents agents;
    private final MailHints hints;
    private final Clock clock;

    TicketPages(Desk desk, Agents agents, MailHints hints, Clock clock) {
        this.hints = hints;
        this.savedReplies = desk.savedReplies();
        this.agents = agents;
        this.tickets = desk.tickets();
        this.clock = clock;
    }

    @GetMapping
    String show(
            @ModelAttribute("frame") Frame frame,
            @PathVariable TicketId id,
            @RequestParam(defaultValue = "") String pictures,
            HttpServletResponse response,
            Model model) {
        if (!pictures.isEmpty()) {
            PageSecurity.allowPictures(response);
        }
        model.addAttribute("pictures", pictures);
        return page(frame.me().actor(), id, Composer.EMPTY, model);
    }

    private String page(Actor.Staff actor, TicketId id, Composer composer, Model model) {
        model.addAttribute("thread", tickets.thread(actor, id));
        model.addAttribute("composer", composer);
        model.addAttribute("mailHint", hints.missing().orElse(""));
        model.addAttribute("draft", EntryId.mint());
        model.addAttribute("history", tickets.history(actor, id));
        model.addAttribute("savedReplies", filled(actor, id));
        model.addAttribute("now", clock.instant());
        return "ticket";
    }

    /** The saved replies, with this ticket's values in them. */
    private List<SavedReply> filled(Actor.Staff actor, TicketId id) {
        List<SavedReply> saved = savedReplies.list(actor);
        if (saved.isEmpty()) {
            return saved;
        }
        Map<String, String> values = savedReplies.values(actor, id);
        values.put("agent.name", agents.nameOf(actor.id()));
        return saved.stream()
                .map(reply -> reply.text(reply.fill(TextContext.TEXT, values)))
                .toList();
    }

    @PostMapping("/reply")
    String reply(
            @ModelAttribute("frame") Frame frame,
            @PathVariable TicketId id,
            @RequestParam String text,
            @RequestParam String draft,
            @RequestParam(defaultValue = "") String lastSeen,
            @RequestParam(defaultValue = "") String then,
            @RequestParam(required = false) @Nullable List<MultipartFile> files,
            RedirectAttributes redirect,
            HttpServletResponse response,
            Model model) {
        try {
            ReplyDraft reply = ReplyDraft.text(text).id(entryId(draft).orElseGet(EntryId::mint));
            for (Upload upload : Uploads.of(files)) {
                reply = reply.attach(upload);
            }
            Optional<EntryId> seen = entryId(lastSeen);
            ReplyResult result =
                    tickets.reply(frame.me().actor(), id, seen.isPresent() ? reply.ifLastSeen(seen.get()) : reply);
            Show.read(Status.class, then)
                    .ifPresent(status -> tickets.change(frame.me().actor(), id, TicketChange.status(status)));
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

    /** Within the undo window the reply is taken back and its text returns to the composer. */
    @PostMapping("/entries/{entry}/undo")
    String undo(
            @ModelAttribute("frame") Frame frame,
            @PathVariable TicketId id,
            @PathVariable EntryId entry,
            RedirectAttributes redirect,
            Model model) {
        Actor.Staff me = frame.me().actor();
        EmailDelivery delivery = tickets.cancelEmail(me, id, entry);
        if (!delivery.isWithdrawn()) {
            redirect.addFlashAttribute(PageAdvice.NOTICE, "Too late: " + Show.delivery(delivery));
            return "redirect:/tickets/" + id + "#composer";
        }
        String text = tickets.thread(me, id).entries().stream()
                .filter(candidate -> candidate.id().equals(entry))
                .findFirst()
                .map(candidate -> candidate.body().text())
                .orElse("");
        return page(me, id, new Composer(text, "", "Taken back. Nothing was mailed."), model);
    }

    @PostMapping("/entries/{entry}/retry")
    String retry(
            @ModelAttribute("frame") Frame frame,
            @PathVariable TicketId id,
            @PathVariable EntryId entry,
            RedirectAttributes redirect) {
        EmailDelivery delivery = tickets.retryEmail(frame.me().actor(), id, entry);
        redirect.addFlashAttribute(PageAdvice.NOTICE, Show.delivery(delivery));
        return "redirect:/tickets/" + id;
    }

    @PostMapping("/merge")
    String merge(
            @ModelAttribute("frame") Frame frame,
            @PathVariable TicketId id,
            @RequestParam String into,
            RedirectAttributes redirect) {
        Optional<TicketId> survivor = TicketId.parse(into.strip().replaceAll("^.*/", ""));
        if (survivor.isEmpty()) {
            redirect.addFlashAttribute(PageAdvice.NOTICE, "Not merged: paste the address of the other ticket's page.");
            return "redirect:/tickets/" + id;
        }
        try {
            tickets.merge(frame.me().actor(), id, survivor.get());
            redirect.addFlashAttribute(PageAdvice.NOTICE, "Merged: this is the ticket that stays.");
            return "redirect:/tickets/" + survivor.get();
        } catch (InvalidInputException | TicketConflictException e) {
            redirect.addFlashAttribute(PageAdvice.NOTICE, "Not merged: " + problem(e));
            return "redirect:/tickets/" + id;
        }
    }

    @PostMapping("/entries/{entry}/split")
    String split(
            @ModelAttribute("frame") Frame frame,
            @PathVariable TicketId id,
            @PathVariable EntryId entry,
            RedirectAttributes redirect) {
        Actor.Staff me = frame.me().actor();
        Ticket from = tickets.thread(me, id).ticket();
        NewTicket draft = NewTicket.subject(from.subject())
                .contactName(from.contact().name() == null ? "" : from.contact().name())
                .contact(
                        from.contact().email() == null
                                ? ""
                                : from.contact().email().value());
        Ticket split = tickets.split(me, id, entry, draft);
        redirect.addFlashAttribute(PageAdvice.NOTICE, "This message is a ticket of its own now.");
        return "redirect:/tickets/" + split.id();
    }

    /** Whether somebody who is not the contact takes part from now on. */
    @PostMapping("/senders")
    String sender(
            @ModelAttribute("frame") Frame frame,
            @PathVariable TicketId id,
            @RequestParam String address,
            @RequestParam boolean accept,
            RedirectAttributes redirect) {
        EmailAddress email = EmailAddress.of(address);
        if (accept) {
            tickets.acceptSender(frame.me().actor(), id, Mailbox.of(email));
        } else {
            tickets.refuseSender(frame.me().actor(), id, Mailbox.of(email));
        }
        redirect.addFlashAttribute(PageAdvice.NOTICE, email + (accept ? " takes part now." : " does not take part."));
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
            return Show.violations(invalid);
        }
        return "somebody wrote or changed something since you opened this page. Look at it below, then send again.";
    }

    private static Optional<EntryId> entryId(String text) {
        return EntryId.parse(text);
    }
}
