package io.embedesk.examples.helpdesk;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.store.embedding.CosineSimilarity;
import io.embedesk.Actor;
import io.embedesk.AgentReply;
import io.embedesk.CustomerMessage;
import io.embedesk.Desk;
import io.embedesk.Status;
import io.embedesk.ThreadEntry;
import io.embedesk.Ticket;
import io.embedesk.TicketFilter;
import io.embedesk.TicketId;
import io.embedesk.TicketQuery;
import io.embedesk.TicketService;
import io.embedesk.TicketSort;
import io.embedesk.TicketThread;
import io.embedesk.suggest.ContextSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Solved tickets that are about the same as another one: a small language model in this process knows what means the same in other
 * words. It needs no network, and is loaded when it is first asked for.
 */
@Component
class SimilarTickets {
    /** Below this two texts have little in common: better no suggestion than a wrong one. */
    private static final double SIMILAR = 0.45;

    private static final int MOST = 3;
    private static final int LOOKED_AT = 200;
    private static final int LONGEST = 1_000;
    private static final int MOST_KNOWN = 5_000;

    private final TicketService tickets;
    private final Map<Known, Solved> solved = new ConcurrentHashMap<>();
    private final Model model = new Model();

    private record Known(TicketId ticket, long version) {}

    /** What a solved ticket is about, and its answer, if it has one. */
    private record Solved(Embedding meaning, Optional<ContextSource> answer) {}

    private record Found(ContextSource source, double similarity) {}

    /** Loaded once, by whoever asks first. */
    private static final class Model {
        private static final class Loaded {
            static final EmbeddingModel MODEL = new AllMiniLmL6V2QuantizedEmbeddingModel();
        }

        Embedding meaning(String text) {
            return Loaded.MODEL
                    .embed(text.substring(0, Math.min(text.length(), LONGEST)))
                    .content();
        }
    }

    SimilarTickets(Desk desk) {
        this.tickets = desk.tickets();
    }

    /** {@return the most similar first; each with the answer that solved it} */
    List<ContextSource> to(Actor.Staff actor, TicketThread thread) {
        Embedding wanted = model.meaning(about(thread));
        TicketFilter solved = TicketFilter.ALL.status(Status.RESOLVED, Status.CLOSED);
        TicketQuery newest =
                TicketQuery.of(solved).sort(TicketSort.LAST_ACTIVITY).limit(LOOKED_AT);
        return tickets.list(actor, newest).tickets().stream()
                .filter(ticket -> !ticket.id().equals(thread.ticket().id()))
                .flatMap(ticket -> compared(actor, ticket, wanted).stream())
                .filter(found -> found.similarity() >= SIMILAR)
                .sorted(Comparator.comparingDouble(Found::similarity).reversed())
                .limit(MOST)
                .map(Found::source)
                .toList();
    }

    /** Of the same version of a ticket there is nothing new to read. */
    private Optional<Found> compared(Actor.Staff actor, Ticket ticket, Embedding wanted) {
        if (solved.size() > MOST_KNOWN) {
            solved.clear();
        }
        Solved known = solved.computeIfAbsent(
                new Known(ticket.id(), ticket.version()), key -> read(tickets.thread(actor, ticket.id())));
        double similarity = CosineSimilarity.between(wanted, known.meaning());
        return known.answer().map(answer -> new Found(answer, similarity));
    }

    private Solved read(TicketThread thread) {
        Ticket ticket = thread.ticket();
        String title = "#" + ticket.number() + " " + ticket.subject();
        Optional<ContextSource> answer = lastAnswer(thread)
                .map(text -> new ContextSource(
                        ticket.id().value(), title, Letters.withoutGreeting(text), ContextSource.Visibility.PUBLIC));
        return new Solved(model.meaning(about(thread)), answer);
    }

    /** What the customer wants: the subject, the description, and what they wrote first. */
    private static String about(TicketThread thread) {
        Stream<String> first = thread.entries().stream()
                .filter(CustomerMessage.class::isInstance)
                .limit(1)
                .map(entry -> entry.body().text());
        return Stream.concat(
                        Stream.of(thread.ticket().subject(), thread.ticket().description()), first)
                .filter(text -> !text.isBlank())
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }

    private static Optional<String> lastAnswer(TicketThread thread) {
        List<ThreadEntry> entries = thread.entries();
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i) instanceof AgentReply reply) {
                return Optional.of(reply.body().text());
            }
        }
        return Optional.empty();
    }
}
