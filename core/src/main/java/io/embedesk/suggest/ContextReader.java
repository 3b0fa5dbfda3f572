package io.embedesk.suggest;

import io.embedesk.Attachment;
import io.embedesk.CustomerMessage.Audience;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketThread;
import io.embedesk.email.EmailDelivery;
import io.embedesk.internal.Texts;
import io.embedesk.suggest.ContextMessage.Author;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Chooses and cleans what a model may read of a ticket. */
final class ContextReader {
    private static final int LONGEST_NAME = 100;

    private final Redactor redactor;
    private final Redactions hidden;
    private final String boundary;
    private int budget;
    private boolean shortened;

    ContextReader(Redactor redactor, Redactions hidden, String boundary, int budget) {
        this.redactor = redactor;
        this.hidden = hidden;
        this.boundary = boundary;
        this.budget = budget;
    }

    boolean isShortened() {
        return shortened;
    }

    String clean(String text) {
        return Untrusted.without(redactor.redact(Untrusted.visible(text), hidden), boundary);
    }

    private String line(String text) {
        return clean(Texts.oneLine(text, Texts.SUBJECT_LENGTH));
    }

    SuggestionRequest read(TicketThread thread, SuggestionOptions options, int maxChars) {
        Ticket ticket = thread.ticket();
        List<ContextSource> sources = new ArrayList<>();
        for (ContextSource source : options.sources()) {
            sources.add(
                    new ContextSource(source.id(), line(source.title()), clean(source.text()), source.visibility()));
        }
        return new SuggestionRequest(
                boundary,
                line(ticket.subject()),
                ticket.status(),
                ticket.priority(),
                List.copyOf(ticket.tags()),
                messages(thread, options.includeNotes()),
                sources,
                clean(options.instruction()),
                clean(options.draft()),
                options.tone(),
                options.locale(),
                maxChars);
    }

    /** The first message says what it is about, and the newest what is to be answered: what is between them goes first. */
    private List<ContextMessage> messages(TicketThread thread, boolean notes) {
        List<ThreadEntry> readable = thread.entries().stream()
                .filter(entry -> isReadable(entry, thread, notes))
                .toList();
        Optional<ContextMessage> first = readable.stream().findFirst().map(this::message);
        List<ContextMessage> newest = new ArrayList<>();
        for (int i = readable.size() - 1; i > 0; i--) {
            if (budget <= 0) {
                shortened = true;
                break;
            }
            newest.add(message(readable.get(i)));
        }
        first.ifPresent(newest::add);
        Collections.reverse(newest);
        return newest;
    }

    private static boolean isReadable(ThreadEntry entry, TicketThread thread, boolean notes) {
        return entry.match(
                message -> message.audience() == Audience.EVERYONE,
                reply -> thread.delivery(reply.id())
                        .filter(EmailDelivery::isWithdrawn)
                        .isEmpty(),
                note -> notes);
    }

    private ContextMessage message(ThreadEntry entry) {
        Author author = entry.match(message -> Author.CUSTOMER, reply -> Author.AGENT, note -> Author.NOTE);
        String text = clean(Signatures.stripped(entry.body().text()));
        boolean truncated = text.length() > budget;
        if (truncated) {
            shortened = true;
            text = Texts.whole(text.substring(0, Math.max(0, budget)));
        }
        budget -= text.length();
        List<String> files = entry.attachments().stream().map(this::name).toList();
        return new ContextMessage(author, entry.createdAt(), text, files, truncated);
    }

    private String name(Attachment file) {
        return clean(Texts.oneLine(file.fileName().value(), LONGEST_NAME));
    }
}
