package io.embedesk.examples.helpdesk;

import io.embedesk.Actor;
import io.embedesk.Desk;
import io.embedesk.RateLimitedException;
import io.embedesk.TicketId;
import io.embedesk.TicketThread;
import io.embedesk.suggest.ContextSource;
import io.embedesk.suggest.ReplySuggestions;
import io.embedesk.suggest.Suggestion;
import io.embedesk.suggest.SuggestionOptions;
import io.embedesk.suggest.SuggestionOutcome;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** AI Suggest: a draft for the agent, word by word. It goes into the composer and no further. */
@Controller
class SuggestionPages {
    private final Desk desk;
    private final ReplySuggestions suggestions;
    private final SimilarTickets similar;

    SuggestionPages(Desk desk, ReplySuggestions suggestions, SimilarTickets similar) {
        this.desk = desk;
        this.suggestions = suggestions;
        this.similar = similar;
    }

    /** Ends when the suggestion does, or when the agent closes the connection: then the model is stopped as well. */
    @PostMapping("/tickets/{id}/suggest")
    void suggest(
            @ModelAttribute("frame") Frame frame,
            @PathVariable TicketId id,
            @RequestParam(defaultValue = "") String instruction,
            @RequestParam(defaultValue = "") String text,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        Actor.Staff me = frame.me().actor();
        TicketThread thread = desk.tickets().thread(me, id);
        StreamedLines lines = new StreamedLines(response);
        lines.write(new Phase("Looking for similar tickets"));
        SuggestionOptions wish =
                SuggestionOptions.DEFAULT.instruction(instruction).draft(text).sources(similar.to(me, thread));
        BlockingQueue<Object> told = new LinkedBlockingQueue<>();
        Suggestion suggestion;
        try {
            suggestion = suggestions.suggest(me, id, wish, words -> told.add(new Words(words)));
        } catch (RateLimitedException e) {
            lines.write(
                    new Ended("declined", "", List.of(), List.of(), "That was a lot at once. Try again in a minute."));
            return;
        }
        suggestion.outcome().thenAccept(outcome -> told.add(ended(outcome)));
        Object next;
        do {
            next = told.take();
            if (!lines.write(next)) {
                suggestion.cancel();
            }
        } while (!(next instanceof Ended));
    }

    /** What is being done. */
    record Phase(String phase) {}

    /** The next words. */
    record Words(String words) {}

    /** The last line: "suggested" with a text, or "declined" with a reason. */
    record Ended(String end, String text, List<Source> sources, List<String> warnings, String reason) {}

    /** Where it comes from. */
    record Source(String title, String url) {}

    private static Ended ended(SuggestionOutcome outcome) {
        if (outcome instanceof SuggestionOutcome.Suggested suggested) {
            List<Source> sources =
                    suggested.sources().stream().map(SuggestionPages::source).toList();
            List<String> warnings =
                    suggested.warnings().stream().map(Show::label).sorted().toList();
            return new Ended("suggested", suggested.text(), sources, warnings, "");
        }
        String reason = outcome instanceof SuggestionOutcome.Declined declined
                ? declined.reason()
                : outcome instanceof SuggestionOutcome.Failed failed
                        ? failed.reason()
                        : outcome instanceof SuggestionOutcome.TimedOut ? "It took too long." : "Stopped.";
        return new Ended("declined", "", List.of(), List.of(), reason);
    }

    private static Source source(ContextSource source) {
        return new Source(source.title(), "/tickets/" + source.id());
    }
}
